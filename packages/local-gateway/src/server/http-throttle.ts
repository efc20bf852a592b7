import type { HttpRefusal } from './http-refusal.ts';
import type { RoutedHttpRequest } from './route-http-request.ts';
import type { UsageCounters } from './usage-counters.ts';

/** Checks the throttle of a route in its stage: 429 as on REST APIs (GW-25). */
export function checkHttpThrottle(
  { stage, declared, route }: RoutedHttpRequest,
  counters: UsageCounters,
): HttpRefusal | undefined {
  const { throttles } = stage;
  if (throttles === undefined) return undefined;
  const { routeKey } = declared;
  const throttle = throttles.byRouteKey.get(routeKey) ?? throttles.default;
  // What is set for all routes holds for each of them on its own.
  const key = `${route.apiId} ${stage.name} ${routeKey}`;
  if (throttle === undefined || counters.admit(key, throttle)) return undefined;
  return {
    statusCode: 429,
    message: 'Too Many Requests',
    reason: `the throttle of stage ${stage.name} for ${routeKey} is exceeded`,
  };
}
