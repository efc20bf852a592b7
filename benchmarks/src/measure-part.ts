import { pathToFileURL } from 'node:url';

import { buildEvent, frontDoors } from './job.ts';
import { lambdaContext } from './lambda-context.ts';
import type { Handler } from './load-bundle.ts';
import { timeCalls } from './time-calls.ts';

/** Runs in a process of its own: prints nanoseconds per call of one part by front door as JSON. */
const [path = '', name = ''] = process.argv.slice(2);
const { parts }: { readonly parts: Readonly<Record<string, Handler>> } = await import(
  pathToFileURL(path).href
);
const handler = parts[name];
if (handler === undefined) throw new TypeError(`part is ${name}, which is none`);

const times: Record<string, number> = {};
for (const frontDoor of frontDoors) {
  const event = buildEvent(frontDoor, 'small');
  const { statusCode }: { readonly statusCode?: unknown } = Object(
    await handler(event, lambdaContext),
  );
  if (statusCode !== 200 && statusCode !== 204) {
    throw new Error(`${name} on ${frontDoor} answered ${String(statusCode)}`);
  }
  times[frontDoor] = await timeCalls(handler, event, 500, 120);
}
process.stdout.write(JSON.stringify(times));
process.exit();
