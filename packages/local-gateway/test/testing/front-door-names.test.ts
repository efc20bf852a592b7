import { describe, expect, it } from 'vitest';

import { frontDoorsByName } from '../../src/front-doors/front-doors.ts';
import { frontDoors } from '../../src/testing.ts';

describe('frontDoors', () => {
  it('names every front door once', () => {
    expect(frontDoors).toEqual(Object.keys(frontDoorsByName));
  });
});
