import { describe, expect, it } from 'vitest';

import { startGateway } from '../../src/gateway.ts';
import { lambdaIntegration, restApi, writeAssembly } from '../assemblies.ts';
import { processesWith, until } from '../runtime/functions.ts';
import { enduranceTimeout, times } from './counts.ts';
import { faults, faultyHandler } from './faults.ts';
import { heldMemory, openHandles } from './held-resources.ts';
import { post, startLoad } from './load.ts';

const rounds = times({ short: 1, full: 20 });
/** Functions that fail beside each other. */
const lanes = ['FaultyOne', 'FaultyTwo'];

describe('worker faults under load', () => {
  it(
    `ISO-01..ISO-09 ${faults.length} faults, ${rounds} of each, harm no other request`,
    { timeout: enduranceTimeout },
    async () => {
      const handles = openHandles();
      const folder = await writeAssembly({
        functions: {
          ...Object.fromEntries(lanes.map((id) => [id, faultyHandler])),
          Healthy: 'export const handler = async () => ({ body: "ok" });',
        },
        functionProperties: { Timeout: 2 },
        resources: restApi(
          [...lanes, 'Healthy'].map((id) => ({
            path: id,
            method: 'POST',
            integration: lambdaIntegration(id),
          })),
        ),
      });
      const gateway = await startGateway({ path: folder, port: 0 });
      const url = gateway.endpoints[0]?.url ?? '';
      const load = startLoad(`${url}/Healthy`, 4, /^ok$/);
      await load.after(20);
      const memory = heldMemory();
      const wrong: string[] = [];

      const waiting = Array.from({ length: rounds }, () => faults).flat();
      async function run(lane: string): Promise<void> {
        for (let fault = waiting.shift(); fault; fault = waiting.shift()) {
          const { name, statuses = [502], nextStatuses = [200] } = fault;
          const { status } = await post(`${url}/${lane}`, name);
          if (!statuses.includes(status)) wrong.push(`${name}: ${status}`);
          const next = await post(`${url}/${lane}`, '');
          if (!nextStatuses.includes(next.status)) wrong.push(`after ${name}: ${next.status}`);
        }
      }
      await Promise.all(lanes.map(run));
      await load.after(20);
      await load.stop();

      expect(wrong).toEqual([]);
      expect(heldMemory() - memory).toBeLessThan(64);
      await gateway.close();
      await until(() => processesWith(folder).length === 0);
      await until(() => openHandles() <= handles);
    },
  );
});
