import { describe, expect, it } from 'vitest';

import type { Listener } from '../../src/model/load-balancer.ts';
import { namesHost } from '../../src/server/allowed-hosts.ts';

const listener = (...values: readonly string[]): Listener => ({
  frontDoor: 'alb',
  stack: 'Test',
  logicalId: 'Listener',
  id: 'arn',
  name: 'front',
  protocol: 'http',
  port: 80,
  rules: [
    {
      logicalId: 'Rule',
      priority: 1,
      conditions: [{ field: 'host-header', values }],
      action: { type: 'unsupported', reason: 'none' },
    },
  ],
});

describe('namesHost', () => {
  it.each([
    ['shop.example.com', 'shop.example.com:3000'],
    ['shop.example.com', 'SHOP.example.com'],
    ['*.example.com', 'a.example.com'],
  ])('lets %s in as %s', (pattern, host) => {
    expect(namesHost(listener(pattern), host)).toBe(true);
  });

  it.each([
    ['*', 'attacker.com'],
    ['*.com', 'attacker.com'],
    ['*example.com', 'attackerexample.com'],
    ['?.example.com', 'a.example.com'],
    ['shop.example.com', 'shop-example.com'],
    ['shop.example.com', 'shop.example.com.attacker.com'],
  ])('CON-01: does not let %s open the door for %s', (pattern, host) => {
    expect(namesHost(listener(pattern), host)).toBe(false);
  });
});
