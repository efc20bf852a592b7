import { describe, expect, it } from 'vitest';

import { LazyHandlerOptions } from '../../src/chain/inner-handler.ts';

describe('LazyHandlerOptions', () => {
  it('has one signal, which is aborted when the time is up', () => {
    const options = new LazyHandlerOptions();
    const { signal } = options;

    expect(signal.aborted).toBe(false);
    expect(options.signal).toBe(signal);
    options.abort();
    expect(signal.aborted).toBe(true);
    expect(options.signal).toBe(signal);
  });

  it('has a signal that is aborted already when it is read too late', () => {
    const options = new LazyHandlerOptions();

    options.abort();

    expect(options.signal.aborted).toBe(true);
  });
});
