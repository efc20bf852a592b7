import { stableId } from '../assembly/physical-ids.ts';
import type { Diagnostic, Resource } from '../assembly/resources.ts';
import { booleanOf, numberOf, objectOf, objectsOf, textOf, type Properties } from './properties.ts';
import { problem, type ResourceIndex } from './resource-index.ts';

/** A usage plan: who may call which stages, how often (GW-24, GW-25). */
export interface UsagePlan {
  readonly id: string;
  readonly stages: readonly PlannedStage[];
  readonly throttle?: Throttle;
  readonly quota?: Quota;
  readonly keys: readonly ApiKey[];
}

/** A stage that a usage plan opens, with throttles for single methods. */
export interface PlannedStage {
  readonly apiId: string;
  readonly stage: string;
  /** By `/path/VERB`. */
  readonly throttles: Readonly<Record<string, Throttle>>;
}

/** How many requests are let through. */
export interface Throttle {
  /** Requests per second. */
  readonly rate: number;
  /** Requests at once. */
  readonly burst: number;
}

/** How many requests a key has in a period. */
export interface Quota {
  readonly limit: number;
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
}

/** A key that callers send. */
export interface ApiKey {
  readonly id: string;
  readonly value: string;
  readonly enabled: boolean;
}

/** Reads usage plans with their keys; a key without a value gets one, which a diagnostic tells. */
export function readUsagePlans(resources: ResourceIndex): {
  readonly usagePlans: readonly UsagePlan[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const keys = new Map<string, ApiKey>();
  for (const resource of resources.ofType('AWS::ApiGateway::ApiKey')) {
    const key = readKey(resource);
    keys.set(key.id, key);
    if (textOf(resource.properties, 'Value') === undefined) {
      diagnostics.push(
        problem(resource, `the template gives the API key no value, here it is ${key.value}`),
      );
    }
  }
  const usagePlans = resources
    .ofType('AWS::ApiGateway::UsagePlan')
    .map(({ id, properties }): UsagePlan => {
      const memberships = resources.owned('AWS::ApiGateway::UsagePlanKey', 'UsagePlanId', id);
      const throttle = readThrottle(objectOf(properties, 'Throttle'));
      const quota = readQuota(objectOf(properties, 'Quota'));
      return {
        id,
        stages: objectsOf(properties, 'ApiStages').map(readStage),
        ...(throttle && { throttle }),
        ...(quota && { quota }),
        keys: memberships.flatMap((membership) => {
          const key = keys.get(textOf(membership.properties, 'KeyId') ?? '');
          return key ? [key] : [];
        }),
      };
    });
  return { usagePlans, diagnostics };
}

/** Reads `RateLimit` and `BurstLimit`; `undefined` when there are none. */
function readThrottle(properties: Properties): Throttle | undefined {
  const rate = numberOf(properties, 'RateLimit');
  const burst = numberOf(properties, 'BurstLimit');
  if (rate === undefined && burst === undefined) return undefined;
  return { rate: rate ?? Infinity, burst: burst ?? Math.ceil(rate ?? Infinity) };
}

function readKey({ id, stack, logicalId, properties }: Resource): ApiKey {
  return {
    id,
    value: textOf(properties, 'Value') ?? stableId(32, stack.name, logicalId, 'value'),
    // CloudFormation creates keys disabled, CDK says `true`.
    enabled: booleanOf(properties, 'Enabled'),
  };
}

function readStage(properties: Properties): PlannedStage {
  const throttles = objectOf(properties, 'Throttle');
  return {
    apiId: textOf(properties, 'ApiId') ?? '',
    stage: textOf(properties, 'Stage') ?? '',
    throttles: Object.fromEntries(
      Object.keys(throttles).flatMap((key) => {
        const throttle = readThrottle(objectOf(throttles, key));
        return throttle ? [[key, throttle] as const] : [];
      }),
    ),
  };
}

function readQuota(properties: Properties): Quota | undefined {
  const limit = numberOf(properties, 'Limit');
  const period = textOf(properties, 'Period');
  if (limit === undefined) return undefined;
  return { limit, period: period === 'WEEK' || period === 'MONTH' ? period : 'DAY' };
}
