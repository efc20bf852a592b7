import { describe, expect, it } from 'vitest';

import { startGateway } from '../../src/gateway.ts';
import { lambdaIntegration, restApi, updateAssembly, writeAssembly } from '../assemblies.ts';
import { isAlive, until } from '../runtime/functions.ts';
import { enduranceTimeout, times } from './counts.ts';
import { heldMemory, openHandles } from './held-resources.ts';
import { startLoad } from './load.ts';

const reloads = times({ short: 8, full: 200 });

/** The app as a build left it. */
function build(generation: number) {
  const body = JSON.stringify(`generation ${generation}`);
  return {
    functions: { Hello: `export const handler = async () => ({ body: ${body} });` },
    resources: restApi([
      { path: 'hello', method: 'POST', integration: lambdaIntegration('Hello') },
      { path: `only-${generation}`, method: 'POST', integration: lambdaIntegration('Hello') },
    ]),
  };
}

describe('reload under load', () => {
  it(
    `ISO-10 loses no request of 8 clients in ${reloads} reloads`,
    { timeout: enduranceTimeout },
    async () => {
      const handles = openHandles();
      const folder = await writeAssembly(build(0));
      const gateway = await startGateway({ path: folder, port: 0 });
      const load = startLoad(`${gateway.endpoints[0]?.url}/hello`, 8, /^generation \d+$/);
      const pids = new Set<number>();
      let memory = 0;

      for (let generation = 1; generation <= reloads; generation += 1) {
        await updateAssembly(folder, build(generation));
        await gateway.reload();
        await load.after(20);
        for (const { environments } of gateway.functionStates()) {
          for (const { pid } of environments) if (pid !== undefined) pids.add(pid);
        }
        if (generation === Math.ceil(reloads / 4)) memory = heldMemory();
      }
      await load.stop();

      expect(load.answers()).toBeGreaterThanOrEqual(reloads * 20);
      expect(gateway.functionStates()).toMatchObject([{ generation: reloads + 1 }]);
      expect(heldMemory() - memory).toBeLessThan(32);
      await gateway.close();
      await until(() => [...pids].filter(isAlive).length === 0);
      await until(() => openHandles() <= handles);
      expect(pids.size).toBeGreaterThan(reloads);
    },
  );
});
