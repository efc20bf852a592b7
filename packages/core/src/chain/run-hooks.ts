import type { Hook, MiddyRequest } from './middleware.ts';

/** Plugin hooks around each hook of a middleware. */
export interface HookObserver {
  beforeMiddleware?(name: string): void;
  afterMiddleware?(name: string): void;
}

/**
 * Calls hooks one after the other until one answers early, by returning a value or by setting `earlyResponse`; of those
 * behind it only outbound hooks are called. Stays synchronous, without a promise, as long as the hooks do.
 */
export function runHooks(
  hooks: readonly Hook[],
  request: MiddyRequest,
  plugin: HookObserver,
  isOutboundOnly = false,
  start = 0,
): Promise<void> | undefined {
  // Stryker disable next-line EqualityOperator: past the end is no hook
  for (let index = start; index < hooks.length; index += 1) {
    const hook = hooks[index];
    // A list has no holes: the first part is for its type.
    if (hook === undefined || (isOutboundOnly && hook.outbound !== true)) continue;
    plugin.beforeMiddleware?.(hook.name);
    const returned = hook(request);
    if (returned instanceof Promise) {
      return returned.then((value: unknown) => {
        plugin.afterMiddleware?.(hook.name);
        const isOutbound = answersEarly(value, request, isOutboundOnly) || isOutboundOnly;
        return runHooks(hooks, request, plugin, isOutbound, index + 1);
      });
    }
    plugin.afterMiddleware?.(hook.name);
    if (answersEarly(returned, request, isOutboundOnly)) {
      return runHooks(hooks, request, plugin, true, index + 1);
    }
  }
  return undefined;
}

/** Takes an early response; a chain that already goes on after one only takes its value. */
function answersEarly(value: unknown, request: MiddyRequest, goesOn: boolean): boolean {
  if (goesOn) {
    if (value !== undefined) request.response = value;
    // Stryker disable next-line BooleanLiteral: the rest runs either way
    return false;
  }
  if (value !== undefined) request.earlyResponse = value;
  if (!Object.hasOwn(request, 'earlyResponse')) return false;
  request.response = request.earlyResponse;
  return true;
}
