import { describe, expect, it } from 'vitest';

import { readMethodSettings } from '../../src/mapping/method-settings.ts';

describe('readMethodSettings', () => {
  it.each([
    undefined,
    null,
    7,
    [],
    {},
    { Integration: 'x', MethodResponses: {}, RequestParameters: [] },
  ])('REQ-2 reads %o as a method with defaults', (properties) => {
    expect(readMethodSettings(properties)).toEqual({
      RequestParameters: {},
      RequestModels: {},
      MethodResponses: [],
      Integration: {
        Type: '',
        Uri: '',
        IntegrationHttpMethod: '',
        RequestTemplates: {},
        PassthroughBehavior: 'WHEN_NO_MATCH',
        RequestParameters: {},
        IntegrationResponses: [],
      },
    });
  });

  it('reads what CloudFormation accepts beside text', () => {
    const { MethodResponses, RequestParameters, Integration } = readMethodSettings({
      MethodResponses: [{ StatusCode: 200 }],
      RequestParameters: { 'method.request.path.id': 'true' },
      Integration: {
        PassthroughBehavior: 'when_no_templates',
        RequestTemplates: { 'application/json': { statusCode: 200 } },
        IntegrationResponses: [
          { StatusCode: 404, SelectionPattern: 404, ContentHandling: 'CONVERT_TO_TEXT' },
        ],
      },
    });

    expect(MethodResponses).toEqual([{ StatusCode: '200' }]);
    expect(RequestParameters).toEqual({ 'method.request.path.id': true });
    expect(Integration.PassthroughBehavior).toBe('WHEN_NO_TEMPLATES');
    expect(Integration.RequestTemplates).toEqual({ 'application/json': '{"statusCode":200}' });
    expect(Integration.IntegrationResponses).toEqual([
      {
        StatusCode: '404',
        SelectionPattern: '404',
        ResponseParameters: {},
        ResponseTemplates: {},
        ContentHandling: 'CONVERT_TO_TEXT',
      },
    ]);
  });
});
