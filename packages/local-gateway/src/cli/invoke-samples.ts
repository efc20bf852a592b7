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
      const names = endpoints.map(({ name }) => name).join(', ') || 'none';
      faults.push(`found no API named ${sample.api} for a sample, expected one of: ${names}`);
      continue;
    }
    const answer = await invokeSample(sample, endpoint);
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
