import { lambdaContext } from './lambda-context.ts';
import type { Handler } from './load-bundle.ts';

/** Nanoseconds per call of a handler, the 10th percentile of batches; each call gets an event of its own. */
export async function timeCalls(
  handler: Handler,
  event: unknown,
  calls: number,
  batches: number,
): Promise<number> {
  // Lambda parses each event from JSON; what that costs is not counted.
  const text = JSON.stringify(event);

  async function runBatch(): Promise<number> {
    const events = Array.from({ length: calls }, () => JSON.parse(text) as unknown);
    const start = process.hrtime.bigint();
    for (const each of events) await handler(each, lambdaContext);
    return Number(process.hrtime.bigint() - start) / calls;
  }

  for (let batch = 0; batch < batches / 3; batch += 1) await runBatch();
  const times: number[] = [];
  for (let batch = 0; batch < batches; batch += 1) times.push(await runBatch());
  times.sort((a, b) => a - b);
  return times[Math.floor(batches / 10)] ?? Number.NaN;
}
