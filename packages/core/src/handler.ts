import middy from '@middy/core';
import type { Context } from 'aws-lambda';

import { guardOnError } from './chain/guard-on-error.ts';
import { proxyExecutionMode } from './chain/execution-mode.ts';
import type { ProxyMiddleware } from './chain/middleware.ts';
import type { AnySchemas } from './middlewares/proxy-validator.ts';
import { ownMembers } from './own.ts';
import { preset, type ProxyOptions } from './middlewares/proxy-middlewares.ts';
import type {
  RequestSchemas,
  ResponseSchema,
  Returned,
  TypedRequest,
} from './request/request-schemas.ts';
import type { ProxyRequest, TextListMap, TextMap } from './request/request.ts';
import type { HandlerOptions, InnerHandler } from './chain/inner-handler.ts';
import { findAwsLambda, streamHandler } from './chain/stream-handler.ts';

/** A function from a request to anything that makes a reply. */
export type RequestHandler<Request = ProxyRequest, Reply = Returned<undefined>> = (
  request: Request,
  context: Context,
  options: HandlerOptions,
) => Reply | Promise<Reply>;

/**
 * A handler under a name that is inferred with the schemas: so the compiler knows them before it looks at the handler, and
 * what that returns keeps the literals and tuples that a response schema asks for.
 */
interface Handlers<Request, Reply> {
  readonly handler: RequestHandler<Request, Reply>;
}

/** A Lambda handler for every source. */
export type ProxyHandler = (event: unknown, context: Context) => Promise<unknown>;

/** Options of {@link proxyHandler} besides its schemas. */
export interface HandlerChainOptions {
  /** Middlewares of one's own, around the handler and inside of everything else. */
  readonly middlewares?: readonly ProxyMiddleware[];
  /**
   * Hooks and settings of middy itself: `requestStart`, `requestEnd`, `beforeHandler`, `timeoutEarlyInMillis` …
   *
   * @default an early timeout 5 ms before Lambda's own
   */
  readonly plugin?: Omit<middy.PluginObject, 'executionMode'>;
  /**
   * Whether replies go out as they come; for functions behind a function URL with `RESPONSE_STREAM` or a REST API with
   * `STREAM`, and for nothing else (FURL-18, STRM-9). Without Lambda's streams, as in a unit test, replies are whole.
   *
   * @default false
   */
  readonly streaming?: boolean;
}

/**
 * A Lambda handler that works behind every front door: the handler gets one request and returns what a person would.
 * With schemas the request has their types.
 *
 * @example
 * ```ts
 * export const handler = proxyHandler(async (request) => {
 *   return { message: `Hello ${request.query.name ?? 'World'}` };
 * });
 * ```
 */
export function proxyHandler(handler: RequestHandler): ProxyHandler;
export function proxyHandler<
  Body = unknown,
  Params = TextMap,
  Query = TextMap,
  Queries = TextListMap,
  Headers = TextMap,
  Cookies = TextMap,
  Response extends ResponseSchema | undefined = undefined,
  // oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- `Handlers` says why
  Name extends 'handler' = 'handler',
>(
  options: ProxyOptions &
    HandlerChainOptions &
    RequestSchemas<Body, Params, Query, Queries, Headers, Cookies, Response>,
  handler: Handlers<
    TypedRequest<Body, Params, Query, Queries, Headers, Cookies>,
    Returned<Response>
  >[Name],
): ProxyHandler;
export function proxyHandler(
  first: RequestHandler | (ProxyOptions & HandlerChainOptions & AnySchemas),
  second?: RequestHandler<never>,
): ProxyHandler {
  const [given, handler] = typeof first === 'function' ? [{}, first] : [first, second];
  if (typeof handler !== 'function') {
    throw new TypeError(`handler is ${typeof handler}, expected a function`);
  }
  const options = ownMembers(given);
  const { middlewares = [], plugin, streaming = false } = options;
  const awslambda = streaming ? findAwsLambda() : undefined;
  const mode = { coversEarly: false, streams: awslambda !== undefined };
  const executionMode = proxyExecutionMode(options.logError);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what the validator checks has the types of the schemas
  const chain = middy(handler as InnerHandler, { ...noHooks, ...plugin, executionMode });
  chain.use([...preset(options, mode), ...middlewares.map(guardOnError)]);
  return awslambda === undefined ? chain : streamHandler(chain, awslambda);
}

// Own members, since middy calls what its plugin inherits.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- middy takes `undefined` as absent
const noHooks = {
  beforePrefetch: undefined,
  requestStart: undefined,
  beforeMiddleware: undefined,
  afterMiddleware: undefined,
  beforeHandler: undefined,
  afterHandler: undefined,
  requestEnd: undefined,
  internal: undefined,
} as unknown as middy.PluginObject;
