import {
  type AccessLog,
  type AccessLogEntry,
  type AccessLogOptions,
  createAccessLog,
} from '../log/access-log.ts';
import { IntegrationError } from '../errors/errors.ts';
import { addEtag } from '../reply/etag.ts';
import { type LogError, logError } from '../log/log-error.ts';
import {
  type ErrorShape,
  internalServerError,
  problemType,
  toProblemText,
} from '../errors/problem.ts';
import { requestIdOf } from '../log/request-id.ts';
import { isInstance } from '../errors/read-safely.ts';
import { ownMembers } from '../own.ts';
import { type ProxyExchange, writeResult } from '../chain/write-result.ts';
import type { ReplyStep } from '../reply/reply-step.ts';
import { coverEarlyResponse } from './early-response.ts';
import { type MiddyRequest, outbound, type ProxyMiddleware } from '../chain/middleware.ts';

/** How replies become results. */
export interface ResponseSerializerOptions {
  /**
   * Whether a 200 to a GET or HEAD gets a weak `etag` and an `if-none-match` of the same is answered with 304.
   *
   * @default false
   */
  readonly etag?: boolean;
  /**
   * What `compression()` of `@org/proxy-core/compression` gives.
   *
   * @default none
   */
  readonly compression?: ReplyStep;
  /**
   * One entry per request: `true` for a line of JSON on the console, or a function that takes it.
   *
   * @default false
   */
  readonly log?: AccessLogOptions | boolean | ((entry: AccessLogEntry) => void);
  /**
   * The form of what answers a reply that cannot be sent, when it answers an error.
   *
   * @default 'problem'
   */
  readonly errorShape?: ErrorShape;
  /**
   * Takes what is logged of a reply that cannot be sent, when it answers an error.
   *
   * @default one line of JSON to `console.error`
   */
  readonly logError?: LogError;
}

/**
 * Turns whatever the handler returned, a hook gave early or the error handler made into the envelope of the request's
 * source. It goes first, so that it sees what every other middleware made.
 *
 * @example
 * ```ts
 * export const handler = middy()
 *   .use([proxyResponseSerializer(), proxyEventNormalizer()])
 *   .handler(async (request) => ({ path: request.path }));
 * ```
 */
export function proxyResponseSerializer(options: ResponseSerializerOptions = {}): ProxyMiddleware {
  return responseSerializer(options, { coversEarly: true, streams: false });
}

/** What differs between a chain of one's own and `proxyHandler`. */
export interface SerializerMode {
  /** Whether early responses have to be caught, since the execution mode passes them by the `after` hooks. */
  readonly coversEarly: boolean;
  /** Whether results are streamed where the front door can. */
  readonly streams: boolean;
}

/** {@link proxyResponseSerializer} in either mode. */
export function responseSerializer(
  given: ResponseSerializerOptions,
  { coversEarly, streams }: SerializerMode,
): ProxyMiddleware {
  const options = ownMembers(given);
  const steps = toSteps(options);
  const startEntry = toAccessLog(options.log);

  function write({ internal }: MiddyRequest, proxy: ProxyExchange, returned: unknown): unknown {
    const { replyDefaults: defaults, onReply } = internal;
    // A returned error is a thrown one that somebody forgot to throw.
    if (isInstance(returned, Error)) throw returned;
    return writeResult(returned, proxy, { defaults, steps, streams, onReply });
  }

  function writeSafely(request: MiddyRequest, returned: unknown): unknown {
    const { proxy } = request.internal;
    if (proxy === undefined) return returned;
    const fail = (error: unknown): unknown => {
      logError(error, { request: proxy.request, context: request.context }, 500, options.logError);
      // Without the steps, one of which may be what has failed.
      const { replyDefaults: defaults, onReply } = request.internal;
      const problem = lastResort(options.errorShape, requestIdOf(proxy.request, request.context));
      return writeResult(problem, proxy, { defaults, streams, onReply });
    };
    try {
      const result = write(request, proxy, returned);
      return result instanceof Promise ? result.catch(fail) : result;
    } catch (error) {
      return fail(error);
    }
  }

  function startReply(request: MiddyRequest): void {
    if (startEntry !== undefined) request.internal.onReply = startEntry(request.context);
    if (!coversEarly) return;
    coverEarlyResponse(request, (returned) =>
      // Thrown, it passes the error handler; while that is at work it would fail the invocation.
      request.error === undefined && isInstance(returned, Error)
        ? returned
        : writeSafely(request, returned),
    );
  }

  function serializeProxyResponse(request: MiddyRequest): void | Promise<void> {
    const { proxy } = request.internal;
    if (proxy === undefined) return;
    const result = write(request, proxy, request.response);
    if (result instanceof Promise) return result.then((value) => respond(request, value));
    respond(request, result);
  }

  function respond(request: MiddyRequest, result: unknown): void {
    // Middy's way to fail the invocation: the error passes the error handler. Our own execution mode needs no such way.
    if (coversEarly && result instanceof IntegrationError) throw result;
    request.response = result;
  }

  async function serializeProxyError(request: MiddyRequest): Promise<void> {
    // Without a response nobody has handled the error: middy throws it.
    if (request.response === undefined) return;
    const result = await writeSafely(request, request.response);
    const fails = result instanceof IntegrationError;
    request.response = fails ? undefined : result;
    if (fails) request.error = result;
  }

  return {
    ...((coversEarly || startEntry !== undefined) && { before: startReply }),
    after: outbound(serializeProxyResponse),
    onError: outbound(serializeProxyError),
  };
}

function toSteps({
  etag,
  compression,
}: ResponseSerializerOptions): readonly ReplyStep[] | undefined {
  const steps = [...(etag === true ? [addEtag] : []), ...(compression ? [compression] : [])];
  return steps.length === 0 ? undefined : steps;
}

function toAccessLog(log: ResponseSerializerOptions['log'] = false): AccessLog | undefined {
  if (log === false) return undefined;
  return createAccessLog(typeof log === 'object' ? log : { write: log === true ? undefined : log });
}

function lastResort(shape: ErrorShape | undefined, requestId: unknown): unknown {
  return {
    statusCode: internalServerError.status,
    headers: { 'content-type': problemType(shape), 'x-content-type-options': 'nosniff' },
    body: toProblemText(internalServerError, shape, requestId),
  };
}
