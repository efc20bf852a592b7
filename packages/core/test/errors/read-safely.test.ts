import { describe, expect, it } from 'vitest';

import { isInstance, readSafely } from '../../src/errors/read-safely.ts';

const throwing = {
  get status(): never {
    throw new Error('not this one');
  },
};

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

describe('readSafely', () => {
  it.each([
    ['an own member', { status: 404 }, 404],
    [
      'a member of the class',
      new (class {
        get status(): number {
          return 503;
        }
      })(),
      503,
    ],
    ['a member that is not there', {}, undefined],
    ['a member that throws', throwing, undefined],
    ['a revoked proxy', revoked(), undefined],
    ['null', null, undefined],
    ['undefined', undefined, undefined],
    ['text', 'text', undefined],
  ])('reads %s', (_, value, found) => {
    expect(readSafely(value, 'status')).toBe(found);
  });

  it.each(['constructor', 'toString', 'valueOf'])('finds no %s, which every object has', (key) => {
    expect(readSafely({}, key)).toBeUndefined();
  });

  it('finds nothing that somebody put on every object', () => {
    Object.assign(Object.prototype, { status: 200 });

    const found = [{}, null, undefined, 5].map((value) => readSafely(value, 'status'));
    Reflect.deleteProperty(Object.prototype, 'status');

    expect(found).toEqual([undefined, undefined, undefined, undefined]);
  });
});

describe('isInstance', () => {
  it.each([
    ['an instance', new TypeError('x'), true],
    ['another object', {}, false],
    ['text', 'TypeError', false],
    ['a value that objects to the question', revoked(), false],
  ])('knows %s', (_, value, is) => {
    expect(isInstance(value, TypeError)).toBe(is);
  });
});
