import type { InvocationResult } from '../../src/invocation.ts';
import { invocation } from './requests.ts';

/** What Invoke gives for a function that streams these chunks. */
export function streamed(
  chunks: readonly (string | Uint8Array)[],
  contentType = 'application/vnd.awslambda.http-integration-response',
): InvocationResult {
  const result = invocation({ payload: '' });
  const stream = { contentType, chunks: chunksOf(chunks), completed: Promise.resolve(result) };
  return { ...result, stream };
}

/** Metadata and the delimiter after it (STRM-3). */
export function prelude(metadata: unknown): string {
  return `${JSON.stringify(metadata)}${'\0'.repeat(8)}`;
}

/** Everything that a stream gives. */
export async function textOfStream(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts).toString('utf8');
}

async function* chunksOf(chunks: readonly (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
}
