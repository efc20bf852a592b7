import { collectReply } from './collect-reply.ts';
import { discardStream } from './discard-stream.ts';
import type { LazyRequest } from './lazy-request.ts';
import { addDefaults, type ReplyDefaults } from './reply-defaults.ts';
import { checkResultSize, lambdaResultLimit } from './result-size.ts';
import { shapeReply } from './shape-reply.ts';
import type { ShapedReply } from './shaped-reply.ts';
import type { ProxySource } from './sources/source.ts';

/** The two ends of an invocation that the proxy middlewares know. */
export interface ProxyExchange {
  readonly source: ProxySource;
  readonly request: LazyRequest;
}

/** Changes a reply before it becomes a result. */
export type ReplyStep = (
  reply: ShapedReply,
  request: LazyRequest,
) => ShapedReply | Promise<ShapedReply>;

/** How replies become results. */
export interface WriteOptions {
  readonly defaults?: ReplyDefaults | undefined;
  readonly steps?: readonly ReplyStep[] | undefined;
  /** Told each reply that became a result. */
  readonly onReply?: ((reply: ShapedReply) => void) | undefined;
}

/**
 * The result, in the envelope of the request's source, of whatever a handler returned; a promise only where the reply
 * is read from a stream or a step takes time.
 *
 * @throws TypeError for what cannot be sent, or is too large.
 */
export function writeResult(
  returned: unknown,
  exchange: ProxyExchange,
  { defaults, steps, onReply }: WriteOptions,
): unknown {
  const shaped = shapeReply(returned);
  const reply = defaults === undefined ? shaped : addDefaults(shaped, defaults);
  if (reply.stream === undefined && steps === undefined) return finish(reply, exchange, onReply);
  return runSteps(reply, exchange, steps).then((last) => finish(last, exchange, onReply));
}

async function runSteps(
  first: ShapedReply,
  { source, request }: ProxyExchange,
  steps: readonly ReplyStep[] = [],
): Promise<ShapedReply> {
  const { stream } = first;
  const { maxResultBytes = lambdaResultLimit } = source;
  let reply = first;
  if (stream !== undefined && isHead(request)) {
    discardStream(stream);
    reply = { ...first, stream: undefined };
  } else if (stream !== undefined) {
    reply = await collectReply(first, stream, maxResultBytes);
  }
  // One after the other: each takes what the one before made.
  // oxlint-disable-next-line no-await-in-loop
  for (const step of steps) reply = await step(reply, request);
  return reply;
}

function finish(
  whole: ShapedReply,
  { source, request }: ProxyExchange,
  onReply: WriteOptions['onReply'],
): unknown {
  // RFC 9110, 9.3.2.
  const reply = isHead(request) ? { ...whole, body: '', isBase64Encoded: false } : whole;
  const result = source.toResult(reply, request.event);
  checkResultSize(result, reply, source.maxResultBytes ?? lambdaResultLimit);
  onReply?.(reply);
  return result;
}

function isHead(request: LazyRequest): boolean {
  try {
    return request.method === 'HEAD';
  } catch {
    // A method that is no token: the reply says so.
    return false;
  }
}
