import { describe, expect, it } from 'vitest';

import { requestOf, statusOf } from '../calls.ts';
import { frontDoorEvent } from '../events.ts';

const valueOf = (body: unknown, isBase64Encoded = false) =>
  requestOf(frontDoorEvent('websocket', {}, { body, isBase64Encoded })).body;

describe('readMessage', () => {
  it.each([
    ['{"a":1}', { a: 1 }],
    [' \n[1]', [1]],
    ['{"a":', '{"a":'],
    ['[', '['],
    ['"text"', '"text"'],
    ['"[text]"', '"[text]"'],
    ['5', '5'],
    ['null', 'null'],
    ['hello {"a":1}', 'hello {"a":1}'],
    [' ', ' '],
    ['', undefined],
    [undefined, undefined],
    [null, undefined],
  ])('of %j is %j (WS-1)', (body, value) => {
    expect(valueOf(body)).toEqual(value);
  });

  it('of bytes are the bytes', () => {
    expect(valueOf('eyJhIjoxfQ==', true)).toEqual(Buffer.from('{"a":1}'));
  });

  it('is refused where its JSON would reach a prototype', () => {
    expect(statusOf(() => valueOf('{"__proto__":{}}'))).toBe(400);
  });
});
