import { expect, it } from 'vitest';

import type { HeaderLine, HttpRequest } from '../../../src/http.ts';
import { matchResource } from '../../../src/front-doors/rest-api/matching.ts';
import { restPaths } from '../../../src/front-doors/rest-api/path.ts';
import { restApi } from '../../../src/front-doors/rest-api/rest-api.ts';
import { splitTarget } from '../../../src/front-doors/request-target.ts';
import { describeRecorded, readRecorded, recordedCase } from '../../contract.ts';
import { exchange, httpRequest } from '../requests.ts';
import { restRoute } from './routes.ts';

const FILE = 'recorded/localstack/rest-proxy-event.json';
const ID = 'test_lambda_aws_proxy_integration';

const resources = [
  { resourcePath: '/{proxy+}', methods: ['ANY'] },
  { resourcePath: '/hardcoded', methods: ['ANY'] },
];
const headers: readonly HeaderLine[] = [
  ['Host', 'api.test'],
  ['User-Agent', 'python-requests/testing'],
  ['Accept-Encoding', 'gzip, deflate'],
  ['Accept', '*/*'],
  ['Connection', 'keep-alive'],
  ['tEsT-HEADeR', 'aValUE'],
  ['authorization', 'random-value'],
];
const multiHeaders: readonly HeaderLine[] = [
  ...headers.slice(0, 5),
  ['aUThorization', 'Bearer token123;API key456'],
  ['Content-Type', 'application/json;charset=utf-8'],
  ['Content-Length', '26'],
];
const query =
  'dateTimeOffset=2023-06-12T18:05:10.123456+00:00&email=test%2Balias@gmail.com&plus=test+alias@gmail.com' +
  '&url=https://www.google.com/&whitespace=foo%20bar&zhash=abort/#fragment';

const sent: Readonly<Record<string, Partial<Omit<HttpRequest, 'body'>> & { body?: string }>> = {
  'without-trailing-slash': { target: '/stage/proxy-value' },
  'with-trailing-slash': { target: '/stage/proxy-value/' },
  'with-double-slash': { target: '/stage/proxy-value//double-slash' },
  'with-prepended-slash-to-stage': { target: '//stage/proxy-value' },
  'with-prepended-slash': { target: '/stage//proxy-value' },
  'without-trailing-slash-and-query-params': { target: '/stage/proxy-value?urlparam=test' },
  'with-trailing-slash-and-query-params': { target: '/stage/proxy-value/?urlparam=test' },
  'with-path-encoded-email': {
    target: '/stage/proxy-value/api/user/test%2Balias@gmail.com/plus/test+alias@gmail.com',
  },
  'with-params-encoding': { target: `/stage/proxy-value/api?${query}` },
  'with-params-encoding-multi': {
    method: 'POST',
    target: '/stage/proxy-value?category=electronics&category=books&price=10&price=20&price=30',
    headers: multiHeaders,
    body: '{"message": "hello world"}',
  },
};

describeRecorded('buildEvent of REST APIs, as recorded on AWS', (folder) => {
  const recording = recordedCase(folder, FILE, ID).awsReturned ?? {};

  it.each(Object.keys(recording).map((key) => key.replace(/^invocation-(?:payload-)?/, '')))(
    'REST-1..REST-51: %s',
    (key) => {
      const expected = recording[`invocation-payload-${key}`] ?? recording[`invocation-${key}`];
      const request = httpRequest({ headers, ...(sent[key] ?? { target: '/stage//hardcoded' }) });

      expect(asRecorded(build(request))).toEqual(comparable(expected));
    },
  );

  it('REST-35: mappings of the request leave the event alone', () => {
    const { awsReturned = {} } = recordedCase(folder, FILE, `${ID}_request_data_mapping`);
    const { content } = awsReturned['http-proxy-invocation-data-mapping'] as { content: unknown };
    const request = httpRequest({
      method: 'POST',
      target: '/test/foobar?testQueryString=foo&testVar=bar',
      headers: [
        ['Host', 'api.test'],
        ['user-Agent', 'test/integration'],
        ['Accept-Encoding', 'gzip, deflate'],
        ['Accept', 'application/json'],
        ['Content-Type', 'application/json'],
        ['foobar', 'mapped-value'],
        ['headerVar', 'request-value'],
      ],
      body: '{"message": "hello world"}',
    });
    const route = restRoute({
      stage: 'test',
      endpointType: 'EDGE',
      resourcePath: '/{pathVariable}',
      pathParameters: { pathVariable: 'foobar' },
    });

    expect(asRecorded(restApi.buildEvent(request, route, exchange))).toEqual(comparable(content));
  });

  it('REST-1, REST-8, REST-10: every key comes in the order of a captured event', () => {
    const captured = readRecorded(folder, 'recorded/events/powertools-ts/apigw-rest-no-auth.json');
    const request = httpRequest({
      method: 'POST',
      target: '/prod/no-auth',
      headers: [
        ['Host', 'puhdx84jy9.execute-api.eu-west-1.amazonaws.com'],
        ['User-Agent', 'HTTPie/3.2.2'],
        ['Accept-Encoding', 'gzip, deflate'],
        ['Accept', '*/*'],
        ['Connection', 'keep-alive'],
      ],
    });

    const event = restApi.buildEvent(request, restRoute({ endpointType: 'EDGE' }), exchange);

    expect(keysOf(event)).toEqual(keysOf(captured));
    expect(event.requestContext).toEqual((captured as typeof event).requestContext);
  });
});

function build(request: HttpRequest): unknown {
  const { path } = splitTarget(request.target);
  const match = matchResource(resources, request.method, restPaths(path, { stage: 'stage' }).path);
  const route = restRoute({
    stage: 'stage',
    endpointType: 'EDGE',
    resourcePath: match?.resource.resourcePath ?? 'none',
    ...(match?.pathParameters && { pathParameters: match.pathParameters }),
  });
  return restApi.buildEvent(request, route, exchange);
}

/** The event with what the recordings mask (ids, dates, addresses) masked, and JSON bodies parsed as there. */
function asRecorded(event: unknown): unknown {
  const { body, ...rest } = event as { readonly body: string | null };
  return comparable({ ...rest, body: body === null ? null : JSON.parse(body) });
}

function comparable(value: unknown, key = ''): unknown {
  if (MASKED.has(key)) return 'masked';
  if (Array.isArray(value)) return value.map((item) => comparable(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, comparable(member, name)]),
  );
}

const MASKED = new Set([
  'CloudFront-Viewer-ASN',
  'CloudFront-Viewer-Country',
  'Host',
  'Via',
  'X-Amz-Cf-Id',
  'X-Amzn-Trace-Id',
  'X-Forwarded-For',
  'X-Forwarded-Port',
  'X-Forwarded-Proto',
  'accountId',
  'apiId',
  'deploymentId',
  'domainName',
  'domainPrefix',
  'extendedRequestId',
  'requestId',
  'requestTime',
  'requestTimeEpoch',
  'resourceId',
  'sourceIp',
]);

/** All keys at all depths, in order. */
function keysOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).map(([key, member]) => [key, keysOf(member)]);
}
