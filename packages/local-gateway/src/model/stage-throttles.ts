import { numberOf, objectsOf, textOf, type Properties } from './properties.ts';
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
    const rate = numberOf(settings, 'ThrottlingRateLimit');
    const burst = numberOf(settings, 'ThrottlingBurstLimit');
    if (rate === undefined && burst === undefined) return [];
    const path = textOf(settings, 'ResourcePath') ?? '/*';
    return [
      {
        // A path inside the path is escaped as a JSON pointer: `/~1users~1{id}`.
        resourcePath: path.startsWith('/~1') ? path.slice(1).replaceAll('~1', '/') : path,
        httpMethod: textOf(settings, 'HttpMethod') ?? '*',
        rate: rate ?? Infinity,
        burst: burst ?? Math.ceil(rate ?? Infinity),
      },
    ];
  });
}
