import { describe, expect, it, vi } from 'vitest';

import { type Hook, type MiddyRequest, outbound } from '../../src/chain/middleware.ts';
import { runHooks } from '../../src/chain/run-hooks.ts';

describe('runHooks', () => {
  it.each([
    ['at once', () => 'answer'],
    ['after a while', async () => 'answer'],
  ])('goes on behind the hook that answers %s, with outbound hooks', async (_, answer) => {
    const calls: string[] = [];
    const note = (name: string, run: () => unknown = () => undefined): Hook =>
      vi.fn<Hook>(() => {
        calls.push(name);
        return run();
      });
    const request = {} as MiddyRequest;
    const hooks = [
      outbound(note('first')),
      outbound(note('second', answer)),
      note('inbound'),
      outbound(note('third')),
      outbound(note('fourth', () => 'other')),
      outbound(note('fifth')),
    ];

    await runHooks(hooks, request, {});

    expect(calls).toEqual(['first', 'second', 'third', 'fourth', 'fifth']);
    expect(request.response).toBe('other');
  });
});
