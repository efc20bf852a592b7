import { describe, expect, it } from 'vitest';

import { selectRouteKey } from '../../../src/front-doors/websocket/route-selection.ts';

const keys = ['$connect', '$disconnect', '$default', 'send'];

describe('selectRouteKey', () => {
  it.each([
    ['{"action":"send"}', '$request.body.action', 'send'],
    ['{"action":"send"}', '${request.body.action}', 'send'],
    ['{"a":{"b":"send"}}', '$request.body.a.b', 'send'],
    ['{"action":"other"}', '$request.body.action', '$default'],
    ['{"action":1}', '$request.body.action', '$default'],
    ['{"action":"$connect"}', '$request.body.action', '$default'],
    ['{}', '$request.body.constructor.name', '$default'],
    ['not json', '$request.body.action', '$default'],
    ['"text"', '$request.body.action', '$default'],
    ['{"action":"send"}', '$request.header.action', '$default'],
  ])('WS-1: %s by %s selects %s', (message, expression, expected) => {
    expect(selectRouteKey(message, expression, keys)).toBe(expected);
  });

  it('WS-2: without $default nothing may be selected', () => {
    expect(selectRouteKey('not json', '$request.body.action', ['send'])).toBeUndefined();
  });
});
