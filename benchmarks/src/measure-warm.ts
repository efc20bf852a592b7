import { buildEvent, findFaults, type FrontDoor, frontDoors, type Size, sizes } from './job.ts';
import { lambdaContext } from './lambda-context.ts';
import { loadBundle } from './load-bundle.ts';

/** Runs in a process of its own: prints nanoseconds per call of one contender as JSON. */
const [bundle, frontDoor, size] = readParameters();
const handler = await loadBundle(bundle);

// Lambda parses each event from JSON; what that costs is not counted.
const text = JSON.stringify(buildEvent(frontDoor, size));
const [calls, batches] = size === 'small' ? [500, 120] : [2, 30];

async function runBatch(): Promise<number> {
  const events = Array.from({ length: calls }, () => JSON.parse(text) as unknown);
  const start = process.hrtime.bigint();
  for (const event of events) await handler(event, lambdaContext);
  return Number(process.hrtime.bigint() - start) / calls;
}

const faults = findFaults(frontDoor, size, await handler(JSON.parse(text), lambdaContext));
for (let batch = 0; batch < batches / 3; batch += 1) await runBatch();
const times: number[] = [];
for (let batch = 0; batch < batches; batch += 1) times.push(await runBatch());
times.sort((a, b) => a - b);
process.stdout.write(JSON.stringify({ nanoseconds: times[Math.floor(batches / 10)], faults }));
process.exit();

function readParameters(): [string | undefined, FrontDoor, Size] {
  const [path, door, scale] = process.argv.slice(2);
  const found = frontDoors.find((name) => name === door);
  const sized = sizes.find((name) => name === scale);
  if (found === undefined || sized === undefined) {
    throw new TypeError(
      `parameters are ${process.argv.slice(2).join(' ')}, expected bundle, front door, size`,
    );
  }
  return [path, found, sized];
}
