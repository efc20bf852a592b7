import { describe, expect, it } from 'vitest';

import { createRecorder } from '../../src/console/recorder.ts';
import { failedTrace, traceOf } from './traces.ts';

const request = (id: string, body = '') =>
  ({
    kind: 'request',
    trace: traceOf({ request: { ...traceOf().request, body: new TextEncoder().encode(body) } }, id),
  }) as const;

describe('createRecorder', () => {
  it('keeps the newest traces and counts those it let go', () => {
    const recorder = createRecorder({ maxTraces: 3 });

    for (const id of ['a', 'b', 'c', 'd', 'e']) recorder.log(request(id));

    expect(recorder.traces().map(({ exchange }) => exchange.requestId)).toEqual(['c', 'd', 'e']);
    expect(recorder.dropped()).toBe(2);
    expect(recorder.trace('a')).toBeUndefined();
    expect(recorder.trace('e')).toBeDefined();
  });

  it('keeps 500 when nothing is said', () => {
    const recorder = createRecorder();

    for (let id = 0; id < 502; id++) recorder.log(request(String(id)));

    expect(recorder.traces()).toHaveLength(500);
    expect(recorder.dropped()).toBe(2);
  });

  it('lets go earlier when bodies are large', () => {
    const recorder = createRecorder({ maxBytes: 2_500 });

    for (const id of ['a', 'b', 'c']) recorder.log(request(id, 'x'.repeat(1_000)));

    expect(recorder.traces()).toHaveLength(2);
  });

  it('counts what functions did, and keeps the last error with its stack', () => {
    const recorder = createRecorder();
    recorder.log(request('a'));
    const error = { errorType: 'TypeError', errorMessage: 'no', trace: ['TypeError: no', ' at f'] };
    recorder.log({ kind: 'request', trace: failedTrace(JSON.stringify(error)) });

    expect(recorder.usage('Echo')).toMatchObject({
      invocations: 2,
      coldStarts: 2,
      errors: 1,
      lastError: { errorType: 'TypeError', errorMessage: 'no', stack: ['TypeError: no', ' at f'] },
    });
    expect(recorder.maxMemoryUsed('environment')).toBe(61);
    expect(recorder.usage('Other')).toEqual({ invocations: 0, coldStarts: 0, errors: 0 });
  });

  it.each([
    'no JSON',
    'null',
    '{"errorType":1,"errorMessage":{},"trace":"x"}',
    '{"trace":[1,null]}',
  ])('takes %s for an error without a stack', (payload) => {
    const recorder = createRecorder();

    recorder.log({ kind: 'request', trace: failedTrace(payload) });

    expect(recorder.usage('Echo').lastError).toMatchObject({ errorType: 'Error', stack: [] });
  });

  it('keeps the last fifty notices and errors, the newest first', () => {
    const recorder = createRecorder();

    for (let n = 0; n < 60; n++) recorder.log({ kind: 'error', message: `message ${n}` });

    expect(recorder.messages()).toHaveLength(50);
    expect(recorder.messages()[0]?.message).toBe('message 59');
  });

  it('tells who listens, until they leave', () => {
    const recorder = createRecorder();
    const heard: string[] = [];
    const leave = recorder.subscribe(({ kind }) => heard.push(kind));

    recorder.log({ kind: 'notice', message: 'one' });
    leave();
    recorder.log({ kind: 'notice', message: 'two' });

    expect(heard).toEqual(['notice']);
  });
});
