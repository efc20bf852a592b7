import { numberOf, objectOf, objectsOf, textOf, type Properties } from './properties.ts';
import type { TargetGroup } from './target-group.ts';

/** What a rule of a listener does with a request. */
export type RuleAction =
  | {
      readonly type: 'forward';
      readonly targets: readonly { readonly group: TargetGroup; readonly weight: number }[];
    }
  | {
      readonly type: 'fixed-response';
      readonly statusCode: number;
      readonly contentType: string;
      readonly body: string;
    }
  | { readonly type: 'redirect'; readonly statusCode: 301 | 302; readonly to: RedirectTarget }
  | { readonly type: 'unsupported'; readonly reason: string };

/** The parts of a redirect's location; each may hold `#{protocol}`, `#{host}`, `#{port}`, `#{path}`, `#{query}`. */
export interface RedirectTarget {
  readonly protocol: string;
  readonly host: string;
  readonly port: string;
  readonly path: string;
  readonly query: string;
}

/** Reads `Actions` or `DefaultActions`: the last one decides, the ones before it authenticate. */
export function readRuleAction(
  actions: readonly Properties[],
  groups: ReadonlyMap<string, TargetGroup>,
): RuleAction {
  const [action, ...more] = actions.toSorted((a, b) => order(a) - order(b));
  if (action === undefined) return { type: 'unsupported', reason: 'the rule has no action' };
  const type = textOf(action, 'Type') ?? '';
  if (more.length > 0 || type.startsWith('authenticate')) {
    return { type: 'unsupported', reason: `action ${type} is not served here` };
  }
  if (type === 'forward') return readForward(action, groups);
  if (type === 'fixed-response') {
    const config = objectOf(action, 'FixedResponseConfig');
    return {
      type,
      statusCode: numberOf(config, 'StatusCode') ?? 200,
      contentType: textOf(config, 'ContentType') ?? 'text/plain; charset=utf-8',
      body: textOf(config, 'MessageBody') ?? '',
    };
  }
  if (type === 'redirect') {
    const config = objectOf(action, 'RedirectConfig');
    return {
      type,
      statusCode: textOf(config, 'StatusCode') === 'HTTP_301' ? 301 : 302,
      to: {
        protocol: textOf(config, 'Protocol') ?? '#{protocol}',
        host: textOf(config, 'Host') ?? '#{host}',
        port: textOf(config, 'Port') ?? '#{port}',
        path: textOf(config, 'Path') ?? '/#{path}',
        query: textOf(config, 'Query') ?? '#{query}',
      },
    };
  }
  return { type: 'unsupported', reason: `action ${type} is not served here` };
}

function readForward(action: Properties, groups: ReadonlyMap<string, TargetGroup>): RuleAction {
  const listed = objectsOf(objectOf(action, 'ForwardConfig'), 'TargetGroups');
  const named = listed.length > 0 ? listed : [action];
  const targets = named.flatMap((entry) => {
    const group = groups.get(textOf(entry, 'TargetGroupArn') ?? '');
    return group ? [{ group, weight: numberOf(entry, 'Weight') ?? 1 }] : [];
  });
  return targets.length > 0
    ? { type: 'forward', targets }
    : { type: 'unsupported', reason: 'the rule forwards to no target group of this app' };
}

function order(action: Properties): number {
  return numberOf(action, 'Order') ?? 0;
}
