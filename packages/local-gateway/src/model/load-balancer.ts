import type { Diagnostic, Resource } from '../assembly/resources.ts';
import type { FunctionCatalog } from './functions.ts';
import { readRuleAction, type RuleAction } from './listener-action.ts';
import { readRuleCondition, type RuleCondition } from './listener-condition.ts';
import { numberOf, objectsOf, textOf } from './properties.ts';
import { problem, type ResourceIndex } from './resource-index.ts';
import { readTargetGroup, type TargetGroup } from './target-group.ts';

/** A listener of a load balancer with at least one Lambda target. */
export interface Listener {
  readonly frontDoor: 'alb';
  readonly stack: string;
  readonly logicalId: string;
  /** ARN. */
  readonly id: string;
  /** Of its load balancer. */
  readonly name: string;
  readonly protocol: 'http' | 'https';
  readonly port: number;
  /** By priority; the last one is the default and has no conditions. */
  readonly rules: readonly ListenerRule[];
}

/** A rule of a listener: what it asks for, and what it does then. */
export interface ListenerRule {
  readonly logicalId: string;
  readonly priority: number | 'default';
  /** All of them must hold. */
  readonly conditions: readonly RuleCondition[];
  readonly action: RuleAction;
}

/** Reads every listener of which a rule forwards to a Lambda target group. */
export function readListeners(
  resources: ResourceIndex,
  functions: FunctionCatalog,
): { readonly listeners: readonly Listener[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const groups = new Map<string, TargetGroup>();
  for (const resource of resources.ofType('AWS::ElasticLoadBalancingV2::TargetGroup')) {
    groups.set(resource.id, readTargetGroup(resource, functions));
  }
  const balancers = new Map(
    resources
      .ofType('AWS::ElasticLoadBalancingV2::LoadBalancer')
      .map((balancer) => [balancer.id, balancer]),
  );

  const listeners = resources
    .ofType('AWS::ElasticLoadBalancingV2::Listener')
    .map((listener): Listener => {
      const { properties } = listener;
      const balancer = balancers.get(textOf(properties, 'LoadBalancerArn') ?? '');
      const https = textOf(properties, 'Protocol') === 'HTTPS';
      const own = resources.owned(
        'AWS::ElasticLoadBalancingV2::ListenerRule',
        'ListenerArn',
        listener.id,
      );
      const rules = own.map(readRule).toSorted(({ priority: a }, { priority: b }) => a - b);
      return {
        frontDoor: 'alb',
        stack: listener.stack.name,
        logicalId: listener.logicalId,
        id: listener.id,
        name: balancer
          ? (textOf(balancer.properties, 'Name') ?? balancer.logicalId)
          : listener.logicalId,
        protocol: https ? 'https' : 'http',
        port: numberOf(properties, 'Port') ?? (https ? 443 : 80),
        rules: [
          ...rules,
          {
            logicalId: listener.logicalId,
            priority: 'default',
            conditions: [],
            action: readRuleAction(objectsOf(properties, 'DefaultActions'), groups),
          },
        ],
      };
    })
    .filter(({ rules }) => rules.some(({ action }) => forwardsToFunction(action)));

  for (const listener of listeners) {
    for (const rule of listener.rules) report(listener, rule);
  }
  const known = new Set(
    resources.ofType('AWS::ElasticLoadBalancingV2::Listener').map(({ id }) => id),
  );
  for (const rule of resources.ofType('AWS::ElasticLoadBalancingV2::ListenerRule')) {
    if (objectsOf(rule.properties, 'Transforms').length > 0) {
      const passed = 'the rule passes requests on as they came';
      diagnostics.push(problem(rule, `transforms are not served here, ${passed}`));
    }
    const foreign = !known.has(textOf(rule.properties, 'ListenerArn') ?? '');
    if (foreign && forwardsToFunction(readRule(rule).action)) {
      diagnostics.push(problem(rule, 'its listener is not in this app, the rule is not served'));
    }
  }
  return { listeners, diagnostics };

  function readRule({ logicalId, properties }: Resource): ListenerRule & { priority: number } {
    return {
      logicalId,
      priority: numberOf(properties, 'Priority') ?? 50_000,
      conditions: objectsOf(properties, 'Conditions').map(readRuleCondition),
      action: readRuleAction(objectsOf(properties, 'Actions'), groups),
    };
  }

  function report({ stack }: Listener, { logicalId, conditions, action }: ListenerRule): void {
    const tell = (message: string) => diagnostics.push({ stack, logicalId, message });
    if (action.type === 'unsupported') tell(action.reason);
    if (action.type === 'forward') {
      for (const { group } of action.targets) {
        if (group.problem !== undefined) tell(group.problem);
      }
    }
    for (const condition of conditions) {
      if (condition.field === 'unsupported') tell(condition.reason);
      if (condition.field === 'host-header') {
        tell(
          `has a host-header condition: send Host: ${condition.values.join(' or ')} to reach it`,
        );
      }
    }
  }
}

function forwardsToFunction(action: RuleAction): boolean {
  return (
    action.type === 'forward' && action.targets.some(({ group }) => group.functionArn !== undefined)
  );
}
