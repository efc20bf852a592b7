import { objectOf, objectsOf, textOf, textsOf, type Properties } from './properties.ts';

/** A condition of a listener's rule; one of its values must fit. `*` and `?` are wildcards. */
export type RuleCondition =
  | {
      readonly field: 'path-pattern' | 'host-header' | 'http-request-method' | 'source-ip';
      readonly values: readonly string[];
    }
  | { readonly field: 'http-header'; readonly name: string; readonly values: readonly string[] }
  | {
      readonly field: 'query-string';
      readonly values: readonly { readonly key?: string; readonly value: string }[];
    }
  | { readonly field: 'unsupported'; readonly reason: string };

/** Reads one of the `Conditions` of an `AWS::ElasticLoadBalancingV2::ListenerRule`. */
export function readRuleCondition(condition: Properties): RuleCondition {
  const field = textOf(condition, 'Field') ?? '';
  // The old way to write two of them is `Values` beside `Field`.
  const valuesOf = (config: string) => [
    ...textsOf(objectOf(condition, config), 'Values'),
    ...textsOf(condition, 'Values'),
  ];
  if (Object.keys(condition).some((config) => hasRegex(objectOf(condition, config)))) {
    const reason = `condition ${field} with regular expressions is not served here, the rule never applies`;
    return { field: 'unsupported', reason };
  }
  switch (field) {
    case 'path-pattern':
      return { field, values: valuesOf('PathPatternConfig') };
    case 'host-header':
      return { field, values: valuesOf('HostHeaderConfig') };
    case 'http-request-method':
      return { field, values: valuesOf('HttpRequestMethodConfig') };
    case 'source-ip':
      return { field, values: valuesOf('SourceIpConfig') };
    case 'http-header': {
      const config = objectOf(condition, 'HttpHeaderConfig');
      return {
        field,
        name: textOf(config, 'HttpHeaderName') ?? '',
        values: textsOf(config, 'Values'),
      };
    }
    case 'query-string':
      return { field, values: readPairs(objectOf(condition, 'QueryStringConfig')) };
    default:
      return {
        field: 'unsupported',
        reason: `condition ${field} is not served here, the rule never applies`,
      };
  }
}

function hasRegex(config: Properties): boolean {
  return textsOf(config, 'RegexValues').length > 0;
}

function readPairs(
  config: Properties,
): readonly { readonly key?: string; readonly value: string }[] {
  return objectsOf(config, 'Values').map((pair) => {
    const key = textOf(pair, 'Key');
    return { value: textOf(pair, 'Value') ?? '', ...(key !== undefined && { key }) };
  });
}
