import type { Listener } from '../model/load-balancer.ts';
import { fitsWildcards } from './wildcards.ts';

/**
 * Whether a listener's own rules name this host, so that requests may carry it. A pattern must spell out a domain
 * (`shop.example.com`, `*.example.com`): one that fits any host would let any web page in (CON-01).
 */
export function namesHost({ rules }: Listener, host: string): boolean {
  const name = host.replace(/:\d+$/, '');
  return rules.some(({ conditions }) =>
    conditions.some(
      (condition) =>
        condition.field === 'host-header' &&
        condition.values.some((value) => spelledOut.test(value) && fitsWildcards(value, name, 'i')),
    ),
  );
}

const spelledOut = /^(\*\.)?[^*?.]+(\.[^*?.]+)+$/;
