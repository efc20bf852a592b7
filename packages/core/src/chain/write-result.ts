import type { OnReply } from '../log/access-log.ts';
import { collectReply } from '../reply/collect-reply.ts';
import { discardStream } from '../reply/discard-stream.ts';
import type { LazyRequest } from '../request/lazy-request.ts';
import { ownMember } from '../own.ts';
import { addDefaults, type ReplyDefaults } from '../reply/reply-defaults.ts';
import type { ReplyStep } from '../reply/reply-step.ts';
import { checkResultSize, lambdaResultLimit } from '../reply/result-size.ts';
import { shapeReply } from '../reply/shape-reply.ts';
import type { ShapedReply } from '../reply/shaped-reply.ts';
import type { ProxySource } from '../sources/source.ts';
import { toStreamedResult } from '../reply/streamed-result.ts';

/** The two ends of an invocation that the proxy middlewares know. */
export interface ProxyExchange {
  readonly source: ProxySource;
  readonly request: LazyRequest;
}

/** How replies become results. */
export interface WriteOptions {
  readonly defaults?: ReplyDefaults | undefined;
  /** In order, for replies with their whole body, or, to HEAD, with a stream that is not read. */
  readonly steps?: readonly ReplyStep[] | undefined;
  /** Whether results are streamed where the front door can. */
  readonly streams?: boolean | undefined;
  /** Told each reply that became a result. */
  readonly onReply?: OnReply | undefined;
}

/**
 * The result, in the envelope of the request's source, of whatever a handler returned; a promise only where a stream is
 * read or a step takes time.
 *
 * @throws TypeError for what cannot be sent, or is too large.
 */
export function writeResult(
  returned: unknown,
  exchange: ProxyExchange,
  options: WriteOptions,
): unknown {
  const { defaults, steps, streams } = options;
  const shaped = shapeReply(returned);
  const reply = defaults === undefined ? shaped : addDefaults(shaped, defaults);
  const isStreamed = streams === true && ownMember(exchange.source, 'streams') === true;
  if (reply.stream === undefined && steps === undefined && !isStreamed) {
    return finish(reply, exchange, options);
  }
  return runSteps(reply, exchange, options, isStreamed);
}

async function runSteps(
  first: ShapedReply,
  exchange: ProxyExchange,
  options: WriteOptions,
  isStreamed: boolean,
): Promise<unknown> {
  const { source, request } = exchange;
  const { steps = [] } = options;
  const { stream } = first;
  let reply = first;
  const isUnread = isHead(request);
  if (isUnread) {
    discardStream(stream);
  } else if (stream !== undefined && !isStreamed) {
    // A step may make less of it.
    const most = steps.length === 0 ? limitOf(source) : limitOf(source) * usualGain;
    reply = await collectReply(first, stream, most);
  }
  if (reply.stream === undefined || isUnread) {
    for (const step of steps) {
      // oxlint-disable-next-line no-await-in-loop -- each takes what the one before made
      reply = await step(reply, request);
    }
  }
  if (isUnread) reply = { ...reply, stream: undefined };
  if (!isStreamed) return finish(reply, exchange, options);
  const result = await toStreamedResult(withoutBodyOfHead(reply, request));
  const { onReply } = options;
  if (onReply === undefined) return result;
  return { ...result, chunks: count(result.chunks, (bytes) => onReply(request, reply, bytes)) };
}

/** Text has about ten times the bytes of what compression makes of it. */
const usualGain = 10;

/** The same chunks; tells how many bytes were taken, when nobody takes more. */
async function* count(
  chunks: AsyncIterable<Uint8Array>,
  tell: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    for await (const chunk of chunks) {
      bytes += chunk.byteLength;
      yield chunk;
    }
  } finally {
    tell(bytes);
  }
}

function finish(
  whole: ShapedReply,
  { source, request }: ProxyExchange,
  { onReply }: WriteOptions,
): unknown {
  const reply = withoutBodyOfHead(whole, request);
  const result = source.toResult(reply, request.event);
  checkResultSize(result, reply, limitOf(source));
  onReply?.(request, reply);
  return result;
}

function limitOf(source: ProxySource): number {
  return ownMember(source, 'maxResultBytes') ?? lambdaResultLimit;
}

// RFC 9110, 9.3.2.
function withoutBodyOfHead(reply: ShapedReply, request: LazyRequest): ShapedReply {
  return isHead(request) ? { ...reply, body: '', isBase64Encoded: false, value: undefined } : reply;
}

function isHead(request: LazyRequest): boolean {
  try {
    return request.method === 'HEAD';
  } catch {
    // A method that is no token: the reply says so.
    return false;
  }
}
