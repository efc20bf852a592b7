import { describe, expect, it } from 'vitest';

import { chooseRequestTemplate } from '../../src/mapping/request-template.ts';
import { methodOf } from './mapping-data.ts';

const json = { 'application/json': 'J', 'text/xml': 'X' };

describe('chooseRequestTemplate', () => {
  it.each([
    ['WHEN_NO_MATCH', json, 'application/json', 'J'],
    ['WHEN_NO_TEMPLATES', json, 'application/json', 'J'],
    ['NEVER', json, 'application/json', 'J'],
    ['WHEN_NO_MATCH', json, 'text/plain', 'raw'],
    ['WHEN_NO_TEMPLATES', json, 'text/plain', 415],
    ['NEVER', json, 'text/plain', 415],
    ['WHEN_NO_MATCH', {}, 'application/json', 'raw'],
    ['WHEN_NO_TEMPLATES', {}, 'application/json', 'raw'],
    ['NEVER', {}, 'application/json', 415],
  ])(
    'REQ-3 %s with %o and %s gives %s',
    (PassthroughBehavior, RequestTemplates, type, expected) => {
      expect(choose({ PassthroughBehavior, RequestTemplates }, type)).toBe(expected);
    },
  );

  it('REQ-2 passes the body when nothing is said', () => {
    expect(choose({ RequestTemplates: json }, 'text/plain')).toBe('raw');
  });

  it.each([
    ['Application/JSON; charset=utf-8', 'J'],
    ['text/xml;a=b', 'X'],
    [undefined, 'J'],
    ['', 'J'],
  ])('REQ-4 reads only the MIME part of %o, and none as JSON', (type, expected) => {
    expect(choose({ RequestTemplates: json }, type)).toBe(expected);
  });

  it('REQ-5 lets a $default template catch the rest', () => {
    expect(choose({ RequestTemplates: { ...json, $default: 'D' } }, 'text/plain')).toBe('D');
  });

  it('REQ-6 refuses with 415 and says why', () => {
    const { Integration } = methodOf({ PassthroughBehavior: 'NEVER', RequestTemplates: json });

    expect(chooseRequestTemplate(Integration, 'text/plain')).toEqual({
      refused: 'UNSUPPORTED_MEDIA_TYPE',
      statusCode: 415,
      message: 'Unsupported Media Type',
      reason:
        'passthrough behavior NEVER and no request template for content type text/plain, found templates for application/json, text/xml',
    });
  });
});

function choose(integration: object, contentType: string | undefined): unknown {
  const choice = chooseRequestTemplate(methodOf(integration).Integration, contentType);
  if ('template' in choice) return choice.template;
  return 'refused' in choice ? choice.statusCode : 'raw';
}
