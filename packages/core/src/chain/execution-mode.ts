import type { PluginExecutionMode } from '@middy/core';
import type { Context } from 'aws-lambda';

import type { LogError } from '../log/log-error.ts';
import type { InnerHandler } from './inner-handler.ts';
import { Invocation, type InvocationChain, type Plugin } from './invocation.ts';
import type { Hook, MiddyRequest } from './middleware.ts';

/** What middy hands to an execution mode. */
interface MiddyCore {
  middyRequest(event: unknown, context: Context): MiddyRequest;
}

/** A handler with the method by which middy sets the inner one. */
interface Chain {
  (event: unknown, context: Context): Promise<unknown>;
  handler(inner: InnerHandler): Chain;
}

/**
 * An execution mode for middy with two differences to the standard one: the early timeout of all invocations is watched
 * by one timer, and outbound hooks also see a response that a `before` hook has given early. Hooks, plugin hooks,
 * `earlyResponse` and errors work as in middy. What a handler throws after its timeout goes to `logError`.
 */
export function proxyExecutionMode(logError?: LogError): PluginExecutionMode {
  function mode(
    { middyRequest }: MiddyCore,
    before: readonly Hook[],
    handler: InnerHandler,
    after: readonly Hook[],
    onError: readonly Hook[],
    plugin: Plugin,
  ): Chain {
    const parts: InvocationChain = { before, handler, after, onError, plugin, logError };

    const chain: Chain = (event, context) =>
      new Promise((resolve, reject) => {
        const request = middyRequest(event, context);
        plugin.requestStart(request);
        void new Invocation(request, parts, resolve, reject).run();
      });
    chain.handler = (inner) => {
      parts.handler = inner;
      return chain;
    };
    return chain;
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- middy's types leave the parameters of a mode out
  return mode as unknown as PluginExecutionMode;
}
