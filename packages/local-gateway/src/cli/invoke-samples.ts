import type { Endpoint } from '../gateway.ts';
import { findFault, invokeSample, type SampleAnswer } from './invoke-sample.ts';
import type { Sample } from './samples.ts';

/** Sends every sample, one after the other; an answer that is not as expected is a fault, in one line. */
export async function invokeSamples(
  endpoints: readonly Endpoint[],
  samples: readonly Sample[],
  reasons: ReadonlyMap<string, string>,
): Promise<{ readonly answers: readonly SampleAnswer[]; readonly faults: readonly string[] }> {
  const answers: SampleAnswer[] = [];
  const faults: string[] = [];
  for (const sample of samples) {
    const endpoint = endpoints.find(
      ({ name, stack }) => name === sample.api && (sample.stack ?? stack) === stack,
    );
    if (endpoint === undefined) {
      const names = endpoints.map(({ name, stack }) => `${name} of ${stack}`).join(', ') || 'none';
      const of = sample.stack === undefined ? '' : ` of ${sample.stack}`;
      faults.push(`found no API named ${sample.api}${of} for a sample, expected one of: ${names}`);
      continue;
    }
    let answer: SampleAnswer;
    try {
      answer = await invokeSample(sample, endpoint);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      faults.push(
        `cannot send the sample ${sample.method} ${sample.path} of ${endpoint.stack}: ${why}`,
      );
      continue;
    }
    answers.push(answer);
    const fault = findFault(sample, answer);
    if (fault === undefined) continue;
    const reason = reasons.get(answer.response.headers['x-amzn-requestid'] ?? '');
    const why = reason === undefined ? '' : ` (${reason})`;
    faults.push(
      `${sample.method} ${answer.url} of ${endpoint.stack} ${fault}${why}; mend the handler and start again`,
    );
  }
  return { answers, faults };
}
