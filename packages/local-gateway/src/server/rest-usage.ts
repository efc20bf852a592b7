import { headerValue } from '../front-doors/header-lines.ts';
import type { RestIdentity } from '../front-doors/rest-api/route.ts';
import type { HttpRequest } from '../http.ts';
import type { StageThrottle } from '../model/stage-throttles.ts';
import type { ApiKey, PlannedStage, UsagePlan } from '../model/usage-plans.ts';
import type { GatewayRefusal } from './gateway-refusal.ts';
import type { RoutedRequest } from './route-rest-request.ts';
import type { UsageCounters } from './usage-counters.ts';

/** Checks a method's API key, its usage plan and the throttles (GW-24, GW-25); gives what events say of the key. */
export function checkUsage(
  routed: RoutedRequest,
  request: HttpRequest,
  usageIdentifierKey: string | undefined,
  counters: UsageCounters,
): Pick<RestIdentity, 'apiKey' | 'apiKeyId'> | undefined | GatewayRefusal {
  const { api, method } = routed;
  const planned = method.apiKeyRequired
    ? findPlan(
        routed,
        api.apiKeySource === 'HEADER'
          ? headerValue(request.headers, 'x-api-key')
          : usageIdentifierKey,
      )
    : undefined;
  if (planned !== undefined && 'refused' in planned) return planned;
  const refused = (planned && checkPlan(planned, routed, counters)) ?? checkStage(routed, counters);
  if (refused !== undefined) return refused;
  // REST-11.
  return planned && { apiKey: planned.key.value, apiKeyId: planned.key.id };
}

interface PlannedKey {
  readonly plan: UsagePlan;
  readonly stage: PlannedStage;
  readonly key: ApiKey;
}

/** GW-24: an unknown, disabled or unplanned key is as good as none. */
function findPlan(
  { api, stage }: RoutedRequest,
  value: string | undefined,
): PlannedKey | GatewayRefusal {
  if (value === undefined) {
    const where = api.apiKeySource === 'HEADER' ? 'header x-api-key' : 'usageIdentifierKey';
    return forbidden(`the method asks for an API key and there is no ${where}`);
  }
  for (const plan of api.usagePlans) {
    const key = plan.keys.find((one) => one.value === value);
    const planned = plan.stages.find((one) => one.apiId === api.id && one.stage === stage.name);
    if (key === undefined || planned === undefined) continue;
    return key.enabled ? { plan, stage: planned, key } : forbidden('the API key is disabled');
  }
  return forbidden(`the API key is in no usage plan of stage ${stage.name}`);
}

function forbidden(reason: string): GatewayRefusal {
  return { refused: 'INVALID_API_KEY', statusCode: 403, message: 'Forbidden', reason };
}

/** The plan's throttle goes by key, that of a method in it by key and method. */
function checkPlan(
  { plan, stage, key }: PlannedKey,
  { route }: RoutedRequest,
  counters: UsageCounters,
): GatewayRefusal | undefined {
  const method = `${route.resourcePath}/${route.httpMethod}`;
  const place = `${route.apiId} ${route.stage} ${method}`;
  const own = stage.throttles[method];
  if (own && !counters.admit(`${plan.id} ${key.id} ${place}`, own)) {
    return throttled(`the throttle of usage plan ${plan.id} for ${method}`);
  }
  if (plan.throttle && !counters.admit(`${plan.id} ${key.id}`, plan.throttle)) {
    return throttled(`the throttle of usage plan ${plan.id}`);
  }
  if (plan.quota && !counters.count(`${plan.id} ${key.id}`, plan.quota)) {
    return {
      refused: 'QUOTA_EXCEEDED',
      statusCode: 429,
      message: 'Limit Exceeded',
      reason: `the quota of usage plan ${plan.id} is used up: ${plan.quota.limit} a ${plan.quota.period.toLowerCase()}`,
    };
  }
  return undefined;
}

function checkStage(
  { api, stage, route }: RoutedRequest,
  counters: UsageCounters,
): GatewayRefusal | undefined {
  const fits = ({ resourcePath, httpMethod }: StageThrottle) =>
    resourcePath === route.resourcePath && httpMethod === route.httpMethod;
  const throttle = stage.throttles.find(fits) ?? stage.throttles.find(forEvery);
  // What is set for all methods holds for each of them on its own.
  const key = `${api.id} ${stage.name} ${route.resourcePath} ${route.httpMethod}`;
  return throttle === undefined || counters.admit(key, throttle)
    ? undefined
    : throttled(`the throttle of stage ${stage.name}`);
}

function forEvery({ resourcePath, httpMethod }: StageThrottle): boolean {
  return resourcePath === '/*' && httpMethod === '*';
}

function throttled(what: string): GatewayRefusal {
  return {
    refused: 'THROTTLED',
    statusCode: 429,
    message: 'Too Many Requests',
    reason: `${what} is exceeded`,
  };
}
