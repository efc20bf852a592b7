import { assert, date, property } from 'fast-check';
import { describe, expect, it } from 'vitest';

import { requestTime } from '../../src/front-doors/request-time.ts';

describe('requestTime', () => {
  it('REST-14: is in English and in UTC', () => {
    expect(requestTime(Date.UTC(2024, 5, 7, 4, 8, 3))).toBe('07/Jun/2024:04:08:03 +0000');
  });

  it('REST-14: has the same form for every time', { timeout: 60_000 }, () => {
    const times = date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true });
    assert(
      property(times, (time) => {
        expect(requestTime(time.getTime())).toMatch(
          /^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/,
        );
      }),
    );
  });
});
