import { numberOf, objectOf, objectsOf, textOf, type Properties } from './properties.ts';
import type { Throttle } from './usage-plans.ts';

/** The throttle of one method, or of all (`/*`, `*`), of a stage. */
export interface StageThrottle extends Throttle {
  /** `/users/{id}`, or `/*` for every resource. */
  readonly resourcePath: string;
  /** Upper case, or `*`. */
  readonly httpMethod: string;
}

/** Reads the throttles among the `MethodSettings` of an `AWS::ApiGateway::Stage`. */
export function readStageThrottles(properties: Properties): readonly StageThrottle[] {
  return objectsOf(properties, 'MethodSettings').flatMap((settings) => {
    const throttle = readThrottle(settings);
    if (throttle === undefined) return [];
    const path = textOf(settings, 'ResourcePath') ?? '/*';
    return [
      {
        // A path inside the path is escaped as a JSON pointer: `/~1users~1{id}`.
        resourcePath: path.startsWith('/~1') ? path.slice(1).replaceAll('~1', '/') : path,
        httpMethod: textOf(settings, 'HttpMethod') ?? '*',
        ...throttle,
      },
    ];
  });
}

/** The throttles of a stage of an HTTP API. */
export interface RouteThrottles {
  /** Of each route that has none of its own. */
  readonly default?: Throttle;
  readonly byRouteKey: ReadonlyMap<string, Throttle>;
}

/** Reads the throttles in `DefaultRouteSettings` and `RouteSettings` of an `AWS::ApiGatewayV2::Stage`. */
export function readRouteThrottles(properties: Properties): RouteThrottles | undefined {
  const common = readThrottle(objectOf(properties, 'DefaultRouteSettings'));
  const settings = objectOf(properties, 'RouteSettings');
  const byRouteKey = new Map(
    Object.keys(settings).flatMap((routeKey): [string, Throttle][] => {
      const throttle = readThrottle(objectOf(settings, routeKey));
      return throttle === undefined ? [] : [[routeKey, throttle]];
    }),
  );
  if (common === undefined && byRouteKey.size === 0) return undefined;
  return { ...(common && { default: common }), byRouteKey };
}

function readThrottle(settings: Properties): Throttle | undefined {
  const rate = numberOf(settings, 'ThrottlingRateLimit');
  const burst = numberOf(settings, 'ThrottlingBurstLimit');
  if (rate === undefined && burst === undefined) return undefined;
  return { rate: rate ?? Infinity, burst: burst ?? Math.ceil(rate ?? Infinity) };
}
