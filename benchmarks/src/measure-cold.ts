import { buildEvent } from './job.ts';
import { lambdaContext } from './lambda-context.ts';
import { loadBundle } from './load-bundle.ts';

/** Runs in a process of its own: prints milliseconds of CPU for loading a bundle and for its first call as JSON. */
const [bundle] = process.argv.slice(2);
const event = buildEvent('rest-api', 'small');

const start = cpuTime();
const handler = await loadBundle(bundle);
const loaded = cpuTime();
await handler(event, lambdaContext);
// Before `process.stdout` is read: it loads streams at its first use.
const firstCall = cpuTime() - loaded;
process.stdout.write(JSON.stringify({ load: loaded - start, firstCall }));
process.exit();

function cpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
