import { describe, expect, it } from 'vitest';

import type { HeaderLine, HttpRequest } from '../../src/http.ts';
import {
  buildHttpProxyRequest,
  buildHttpRequest,
  type BackendRequest,
} from '../../src/mapping/http-request.ts';
import { isRefusal, type Refusal } from '../../src/mapping/refusal.ts';
import type { MappingScope } from '../../src/mapping/request-values.ts';
import { describeRecorded, recordedCase } from '../contract.ts';
import { httpRequest, mappingScope, methodOf } from './mapping-data.ts';

const backend = { Uri: 'http://127.0.0.1:9/base', IntegrationHttpMethod: 'POST' };
const traceId = 'Root=1-5759e988-bd862e3fe1be46a994272793';
const ids = [
  ['X-Amzn-Apigateway-Api-Id', 'abcdef1234'],
  ['X-Amzn-Trace-Id', traceId],
];

describe('buildHttpRequest', () => {
  it('REQ-50 sends default headers and the content type, nothing else of the client', () => {
    const headers: HeaderLine[] = [
      ['Content-Type', 'text/plain'],
      ['X-A', 'b'],
      ['Accept', 'text/html'],
    ];

    expect(http({}, { headers, body: 'text' })).toEqual({
      method: 'POST',
      url: 'http://127.0.0.1:9/base',
      headers: [
        ['Accept', 'application/json'],
        ['User-Agent', 'AmazonAPIGateway_abcdef1234'],
        ...ids,
        ['Content-Type', 'text/plain'],
      ],
      body: 'text',
    });
  });

  it('REQ-50 sends no content type with GET', () => {
    const headers: HeaderLine[] = [['Content-Type', 'text/plain']];

    expect(
      http({ IntegrationHttpMethod: 'GET' }, { method: 'GET', headers }).headers,
    ).not.toContainEqual(headers[0]);
  });

  it('REQ-49 sends query parameters of the URI and mapped ones', () => {
    expect(
      http(
        {
          Uri: 'http://127.0.0.1:9/x?a=1&b={p}',
          RequestParameters: {
            'integration.request.path.p': "'q/r s'",
            'integration.request.querystring.a': 'method.request.multivaluequerystring.m',
            'integration.request.querystring.gone': 'method.request.querystring.none',
          },
        },
        { target: '/?m=2&m=3%26&n=4' },
      ).url,
    ).toBe('http://127.0.0.1:9/x?a=1&b=q/r%20s&a=2&a=3%26');
  });

  it('REQ-52 answers 500 for an undefined stage variable', () => {
    const Uri = 'http://${stageVariables.host}/x';

    expect(http({ Uri })).toMatchObject({
      refused: 'API_CONFIGURATION_ERROR',
      statusCode: 500,
      reason: expect.stringContaining('Invalid endpoint address'),
    });
    expect(http({ Uri }, {}, { stageVariables: { host: '127.0.0.1:9' } }).url).toBe(
      'http://127.0.0.1:9/x',
    );
  });

  it.each(['not a url', 'file:///etc/passwd', ''])('answers 500 for the URI %j', (Uri) => {
    expect(http({ Uri })).toMatchObject({ statusCode: 500 });
  });

  it('renders the body by the request template', () => {
    expect(
      http(
        { RequestTemplates: { 'application/json': 'b=$input.path("$.a")' } },
        { body: '{"a":1}' },
      ).body,
    ).toBe('b=1');
  });
});

describe('buildHttpProxyRequest', () => {
  it('passes method, headers, query string and bytes', () => {
    const body = Uint8Array.from([0, 255]);
    const request = {
      method: 'PUT',
      target: '/x?a=1&a=%20&b',
      headers: [
        ['Host', 'api.test'],
        ['X-A', 'b'],
        ['Connection', 'close'],
        ['X-Amzn-Trace-Id', 'client'],
      ] as const,
      body,
    };

    const sent = buildHttpProxyRequest(
      methodOf({ ...backend, Type: 'HTTP_PROXY', IntegrationHttpMethod: 'ANY' }),
      httpRequest(request),
      mappingScope(),
      traceId,
    );

    expect(sent).toMatchObject({ method: 'PUT', headers: [['X-A', 'b'], ...ids], body });
    expect('url' in sent && sent.url.href).toBe('http://127.0.0.1:9/base?a=1&a=%20&b');
  });

  it('REQ-37 breaks on mapped headers that are not allowed anywhere', () => {
    const RequestParameters = { 'integration.request.header.Content-Length': "'1'" };

    expect(
      buildHttpProxyRequest(
        methodOf({ ...backend, Type: 'HTTP_PROXY', RequestParameters }),
        httpRequest(),
        mappingScope(),
        traceId,
      ),
    ).toMatchObject({ statusCode: 500 });
  });
});

describeRecorded('buildHttpProxyRequest, as recorded on AWS (REQ-48, REQ-49)', (folder) => {
  it('maps parameters over those that pass', () => {
    const recorded = recordedCase(
      folder,
      'recorded/localstack/rest-http-integrations.json',
      'test_http_proxy_integration_request_data_mappings',
    ).awsReturned;
    const { args, headers } = Object(recorded?.['http-proxy-invocation']).content;

    const sent = buildHttpProxyRequest(
      methodOf({
        Type: 'HTTP_PROXY',
        IntegrationHttpMethod: 'POST',
        Uri: 'http://127.0.0.1:9/?testVar={pathVar}&testQs={qsVar}',
        RequestParameters: {
          'integration.request.header.headerVar': 'method.request.header.foobar',
          'integration.request.path.qsVar': 'method.request.querystring.testVar',
          'integration.request.path.pathVar': 'method.request.path.pathVariable',
          'integration.request.querystring.queryString':
            'method.request.querystring.testQueryString',
          'integration.request.querystring.testQs': 'method.request.querystring.testQueryString',
          'integration.request.querystring.testEmptyQs': 'method.request.header.emptyheader',
        },
      }),
      httpRequest({
        target: '/test/foobar?testQueryString=foo&testVar=bar',
        headers: [
          ['Content-Type', 'application/json'],
          ['accept', 'application/json'],
          ['accept-encoding', 'gzip, deflate'],
          ['user-agent', 'test/integration'],
          ['foobar', 'mapped-value'],
          ['headerVar', 'request-value'],
        ],
        body: '{"message": "hello world"}',
      }),
      mappingScope({ pathParameters: { pathVariable: 'foobar' } }),
      traceId,
    );

    if (isRefusal(sent)) throw new Error(sent.reason);
    const names = new Set(sent.url.searchParams.keys());
    const query = [...names].map((name) => [name, sent.url.searchParams.getAll(name).join(',')]);
    const { 'content-length': _, host: __, domain: ___, ...expected } = headers;
    expect(Object.fromEntries(query)).toEqual(args);
    expect(
      Object.fromEntries(sent.headers.map(([name, value]) => [name.toLowerCase(), value])),
    ).toMatchObject(expected);
  });
});

describeRecorded('headers of HTTP integrations, as recorded on AWS (REQ-50, REST-27)', (folder) => {
  const file = 'recorded/localstack/rest-header-remapping.json';
  const client: Record<string, string> = Object(
    recordedCase(folder, file, id('HTTP')).awsReturned?.['full-integration'],
  ).body;

  it.each(['HTTP', 'HTTP_PROXY'])('sends what %s sends', (Type) => {
    const returned = recordedCase(folder, file, id(Type)).awsReturned;
    const build = Type === 'HTTP' ? buildHttpRequest : buildHttpProxyRequest;
    const request = httpRequest({
      method: 'GET',
      headers: Object.entries(client).map(([name, value]) => [name, value || 'sent']),
    });
    const RequestParameters = Object.fromEntries(
      Object.keys(client)
        .filter((name) => !/^(?:content-length|transfer-encoding|host)$/i.test(name))
        .map((name) => [`integration.request.header.${name}`, `'${name}'`]),
    );

    for (const [key, settings] of [
      ['no-param-integration', {}],
      ['full-integration', { RequestParameters }],
    ] as const) {
      const sent = build(
        methodOf({ ...backend, Type, ...settings }),
        request,
        mappingScope(),
        traceId,
      );
      const received = Object.keys(Object(returned?.[key]).headers)
        .map((name) => name.toLowerCase())
        .filter((name) => name !== 'host' && name !== 'content-length');

      expect(headerNames(sent)).toEqual(received.toSorted());
    }
  });
});

function id(type: string): string {
  return `TestApiGatewayHeaderRemapping::test_apigateway_header_remapping_http[${type}]`;
}

function headerNames(sent: BackendRequest | Refusal): string[] {
  return isRefusal(sent) ? [] : sent.headers.map(([name]) => name.toLowerCase()).toSorted();
}

function http(
  integration: object,
  request: Partial<Omit<HttpRequest, 'body'>> & { body?: string } = {},
  scope: Partial<MappingScope> = {},
) {
  const sent = buildHttpRequest(
    methodOf({ ...backend, Type: 'HTTP', ...integration }),
    httpRequest(request),
    mappingScope(scope),
    traceId,
  );
  if (isRefusal(sent)) return { ...sent, url: undefined, headers: undefined, body: undefined };
  const { mapped: _, url, body, ...rest } = sent;
  return { ...rest, url: url.href, body: Buffer.from(body).toString() };
}
