import { buildEvent, findFaults, type FrontDoor, frontDoors, type Size, sizes } from './job.ts';
import { lambdaContext } from './lambda-context.ts';
import { loadBundle } from './load-bundle.ts';
import { timeCalls } from './time-calls.ts';

/** Runs in a process of its own: prints nanoseconds per call of one contender as JSON. */
const [bundle, frontDoor, size] = readParameters();
const handler = await loadBundle(bundle);

const faults = findFaults(
  frontDoor,
  size,
  await handler(buildEvent(frontDoor, size), lambdaContext),
);
const [calls, batches] = size === 'small' ? [500, 120] : [2, 30];
const nanoseconds = await timeCalls(handler, buildEvent(frontDoor, size), calls, batches);
process.stdout.write(JSON.stringify({ nanoseconds, faults }));
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
