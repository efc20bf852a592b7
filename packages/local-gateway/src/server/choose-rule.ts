import { BlockList, isIPv4, isIPv6 } from 'node:net';

import type { Exchange } from '../exchange.ts';
import { headerValue, headerValues } from '../front-doors/header-lines.ts';
import { parseQuery } from '../front-doors/query-string.ts';
import { splitTarget } from '../front-doors/request-target.ts';
import type { HttpRequest } from '../http.ts';
import type { RuleCondition } from '../model/listener-condition.ts';
import type { ListenerRule } from '../model/load-balancer.ts';
import { fitsWildcards } from './wildcards.ts';

/** The first rule of which every condition holds; rules come in the order of their priority. */
export function chooseRule(
  rules: readonly ListenerRule[],
  request: HttpRequest,
  exchange: Exchange,
): ListenerRule | undefined {
  return rules.find(({ conditions }) =>
    conditions.every((condition) => holds(condition, request, exchange)),
  );
}

function holds(condition: RuleCondition, request: HttpRequest, exchange: Exchange): boolean {
  const { path, query } = splitTarget(request.target);
  switch (condition.field) {
    case 'path-pattern':
      return condition.values.some((pattern) => fitsWildcards(pattern, path));
    case 'host-header': {
      const host = (headerValue(request.headers, 'host') ?? '').replace(/:\d+$/, '');
      return condition.values.some((pattern) => fitsWildcards(pattern, host, 'i'));
    }
    case 'http-request-method':
      return condition.values.includes(request.method);
    case 'http-header':
      return headerValues(request.headers, condition.name).some((value) =>
        condition.values.some((pattern) => fitsWildcards(pattern, value, 'i')),
      );
    case 'query-string': {
      const parameters = [...parseQuery(query, { separator: '&', decode: (text) => text })];
      return condition.values.some(({ key, value }) =>
        parameters.some(
          ([name, values]) =>
            (key === undefined || fitsWildcards(key, name, 'i')) &&
            values.some((text) => fitsWildcards(value, text, 'i')),
        ),
      );
    }
    case 'source-ip':
      return condition.values.some((cidr) => isWithin(cidr, exchange.sourceIp));
    default:
      return false;
  }
}

function isWithin(cidr: string, address: string): boolean {
  const [network = '', prefix] = cidr.split('/');
  const type = isIPv4(network) ? 'ipv4' : 'ipv6';
  if (!isIPv4(network) && !isIPv6(network)) return false;
  const list = new BlockList();
  list.addSubnet(network, Number(prefix ?? (type === 'ipv4' ? 32 : 128)), type);
  return list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6');
}
