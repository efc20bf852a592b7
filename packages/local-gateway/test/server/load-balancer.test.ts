import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import type { LogEntry } from '../../src/log.ts';
import { writeAssembly } from '../assemblies.ts';
import { send } from '../http-client.ts';

const echo = `
export const handler = async (event) => {
  if (event.body === 'throw') throw new Error('secret reason');
  if (event.body === 'large') return { statusCode: 200, body: 'x'.repeat(1_048_577) };
  if (event.body?.startsWith('=')) return JSON.parse(event.body.slice(1));
  return { statusCode: 200, body: JSON.stringify(event) };
};`;

const group = (properties: Readonly<Record<string, unknown>>) => ({
  Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
  Properties: {
    TargetType: 'lambda',
    Targets: [{ Id: { 'Fn::GetAtt': ['Echo', 'Arn'] } }],
    ...properties,
  },
});

const rule = (priority: number, conditions: unknown, action: unknown) => ({
  Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
  Properties: {
    ListenerArn: { Ref: 'Listener' },
    Priority: priority,
    Conditions: conditions,
    Actions: [action],
  },
});

const forward = (id: string) => ({ Type: 'forward', TargetGroupArn: { Ref: id } });
const fixed = (body: string) => ({
  Type: 'fixed-response',
  FixedResponseConfig: { StatusCode: '418', ContentType: 'text/plain', MessageBody: body },
});
const path = (...Values: readonly string[]) => [
  { Field: 'path-pattern', PathPatternConfig: { Values } },
];

/** Never ends by itself. */
const endless = (properties: Readonly<Record<string, unknown>>) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { ZipFile: 'exports.handler = () => new Promise((end) => setTimeout(end, 60_000));' },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    ...properties,
  },
});

const resources = {
  Throttled: endless({ ReservedConcurrentExecutions: 0 }),
  Slow: endless({ Timeout: 1 }),
  ThrottledGroup: group({ Targets: [{ Id: { 'Fn::GetAtt': ['Throttled', 'Arn'] } }] }),
  SlowGroup: group({ Targets: [{ Id: { 'Fn::GetAtt': ['Slow', 'Arn'] } }] }),
  ToThrottled: rule(37, path('/throttled'), forward('ThrottledGroup')),
  ToSlow: rule(38, path('/slow'), forward('SlowGroup')),
  Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Name: 'front' } },
  Single: group({}),
  Multi: group({
    TargetGroupAttributes: [{ Key: 'lambda.multi_value_headers.enabled', Value: 'true' }],
  }),
  Empty: group({ Targets: [] }),
  Servers: group({ TargetType: 'ip', Targets: [] }),
  Listener: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: {
      LoadBalancerArn: { Ref: 'Balancer' },
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [forward('Single')],
    },
  },
  Late: rule(50, path('/multi*'), fixed('too late')),
  Early: rule(10, path('/multi', '/multi/*'), forward('Multi')),
  ByMethod: rule(
    20,
    [{ Field: 'http-request-method', HttpRequestMethodConfig: { Values: ['DELETE'] } }],
    fixed('by method'),
  ),
  ByHeader: rule(
    21,
    [
      ...path('/conditions'),
      { Field: 'http-header', HttpHeaderConfig: { HttpHeaderName: 'X-Mode', Values: ['te?t*'] } },
    ],
    fixed('by header'),
  ),
  ByQuery: rule(
    22,
    [{ Field: 'query-string', QueryStringConfig: { Values: [{ Key: 'v', Value: '2*' }] } }],
    fixed('by query'),
  ),
  ByHost: rule(
    23,
    [{ Field: 'host-header', HostHeaderConfig: { Values: ['*.example.com'] } }],
    fixed('by host'),
  ),
  BySource: rule(
    24,
    [
      ...path('/source'),
      { Field: 'source-ip', SourceIpConfig: { Values: ['10.0.0.0/8', '127.0.0.0/8'] } },
    ],
    fixed('by source'),
  ),
  ToEmpty: rule(30, path('/empty'), forward('Empty')),
  ToServers: rule(31, path('/servers'), forward('Servers')),
  ToLogin: rule(32, path('/login'), { Type: 'authenticate-cognito' }),
  ToTls: rule(33, path('/tls'), {
    Type: 'redirect',
    RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' },
  }),
  OldStyle: rule(34, [{ Field: 'path-pattern', Values: ['/old'] }], fixed('old style')),
  ByRegex: rule(
    35,
    [{ Field: 'path-pattern', PathPatternConfig: { RegexValues: ['^/regex'] } }],
    fixed('by regex'),
  ),
  Rewritten: {
    ...rule(36, path('/rewritten'), fixed('rewritten')),
    Properties: {
      ...rule(36, path('/rewritten'), fixed('rewritten')).Properties,
      Transforms: [
        {
          Type: 'url-rewrite',
          UrlRewriteConfig: { Rewrites: [{ Regex: '^/', Replace: '/new/' }] },
        },
      ],
    },
  },
  NotServed: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: { LoadBalancerArn: { Ref: 'Balancer' }, DefaultActions: [forward('Servers')] },
  },
};

describe('createListenerServer', () => {
  let gateway: Gateway;
  let url: string;
  const log: LogEntry[] = [];
  const lastTrace = () => log.findLast((entry) => entry.kind === 'request')?.trace;
  const post = (target: string, body: string, headers: Readonly<Record<string, string>> = {}) =>
    send(url + target, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', ...headers },
      body,
    });

  beforeAll(async () => {
    const folder = await writeAssembly({ functions: { Echo: echo }, resources });
    gateway = await startGateway({ path: folder, port: 0, log: (entry) => log.push(entry) });
    url = gateway.endpoints[0]?.url ?? '';
  });

  afterAll(() => gateway.close());

  it('serves each listener that has a Lambda target on a port of its own', () => {
    expect(gateway.endpoints).toHaveLength(1);
    expect(gateway.endpoints[0]).toMatchObject({ frontDoor: 'alb', name: 'front' });
  });

  it('delivers single maps with nothing decoded (ALB-1, ALB-3)', async () => {
    const { body } = await send(`${url}/a%20b?c=%2B&c=2`);
    const event = JSON.parse(body) as Record<string, unknown>;

    expect(event).toMatchObject({
      httpMethod: 'GET',
      path: '/a%20b',
      queryStringParameters: { c: '2' },
      headers: { 'x-forwarded-port': '80', 'x-forwarded-proto': 'http' },
    });
    expect(JSON.stringify(event['requestContext'])).toContain(':targetgroup/');
    expect(event).not.toHaveProperty('multiValueHeaders');
  });

  it('delivers multi-value maps where the target group has them enabled (ALB-2)', async () => {
    const { body } = await send(`${url}/multi/x?c=1&c=2`);

    // The function answers without headers, which suits both modes.
    expect(JSON.parse(body)).toMatchObject({
      multiValueQueryStringParameters: { c: ['1', '2'] },
      multiValueHeaders: { host: [expect.stringContaining('localhost')] },
    });
  });

  it.each([
    ['the lowest priority first', 'POST', '/multi', {}, 'the function'],
    ['a method', 'DELETE', '/', {}, 'by method'],
    [
      'a header with wildcards, without case',
      'GET',
      '/conditions',
      { 'x-mode': 'TEST1' },
      'by header',
    ],
    ['all conditions, not one of them', 'GET', '/conditions', { 'x-mode': 'no' }, 'the function'],
    ['a query parameter', 'GET', '/q?a=1&v=2.1', {}, 'by query'],
    ['a host', 'GET', '/', { host: 'shop.example.com' }, 'by host'],
    ['an address', 'GET', '/source', {}, 'by source'],
    ['a path in the old spelling', 'GET', '/old', {}, 'old style'],
    ['paths with their case', 'GET', '/OLD', {}, 'the function'],
  ])('chooses a rule by %s', async (_name, method, target, headers, expected) => {
    const { status, body } = await send(url + target, { method, headers });

    expect(status === 200 ? 'the function' : body).toBe(expected);
  });

  it('refuses a host that no rule names (CON-01)', async () => {
    expect(await send(url, { headers: { host: 'evil.test' } })).toMatchObject({ status: 403 });
  });

  it.each([
    ['a function error (ALB-16)', 'throw', 'secret reason'],
    ['a result without status code (ALB-10)', '={"body":"x"}', '"statusCode" is undefined'],
    ['a status code as text (ALB-11)', '={"statusCode":"200"}', 'the string "200"'],
    ['headers that are null (ALB-11)', '={"statusCode":200,"headers":null}', '"headers" is null'],
    ['a body that is null (ALB-11)', '={"statusCode":200,"body":null}', '"body" is null'],
    [
      'the map of the other mode (ALB-11)',
      '={"statusCode":200,"multiValueHeaders":{"a":["1"]}}',
      'multi-value headers are disabled',
    ],
    ['a result above one megabyte (ALB-15)', 'large', 'at most 1048576 are allowed'],
  ])(
    'answers 502 with 122 bytes of HTML to %s (ALB-12), and logs why',
    async (_name, body, reason) => {
      const answer = await post('/', body);

      expect(answer).toMatchObject({
        status: 502,
        headers: { 'content-type': 'text/html', server: 'awselb/2.0', 'content-length': '122' },
      });
      expect(lastTrace()?.response.reason).toContain(reason);
    },
  );

  it('takes a status code alone (ALB-9)', async () => {
    expect(await post('/', '={"statusCode":200}')).toMatchObject({ status: 200, body: '' });
  });

  it('answers 413 to a body above one megabyte (ALB-15, GW-14)', async () => {
    const answer = await post('/', 'x'.repeat(1_048_577));

    expect(answer.status).toBe(413);
    expect(answer.body).toContain('<h1>413 Request Entity Too Large</h1>');
  });

  it.each([
    ['throttled', 'ReservedFunctionConcurrentInvocationLimitExceeded', 'RT-23'],
    ['slow', 'Task timed out after 1.00 seconds', 'RT-18'],
  ])('answers 502 for a function that is %s (ALB-16)', async (name, reason, clause) => {
    expect(await send(`${url}/${name}`)).toMatchObject({
      status: 502,
      headers: { 'content-type': 'text/html', 'content-length': '122' },
    });
    expect(lastTrace()?.response.reason).toContain(reason);
    expect(lastTrace()?.advice?.clause).toContain(clause);
  });

  it('answers 503 when no target is registered (ALB-16)', async () => {
    expect(await send(`${url}/empty`)).toMatchObject({
      status: 503,
      headers: { server: 'awselb/2.0' },
    });
  });

  it('redirects with the parts of the request, and the page of the load balancer', async () => {
    expect(await send(`${url}/tls?a=1`)).toMatchObject({
      status: 301,
      headers: {
        location: 'https://localhost:443/tls?a=1',
        'content-type': 'text/html',
        'content-length': '134',
        server: 'awselb/2.0',
      },
      body: expect.stringContaining('<h1>301 Moved Permanently</h1>'),
    });
  });

  it.each([
    ['/servers', 'has targets of type ip'],
    ['/login', 'action authenticate-cognito'],
  ])('answers 501 on %s and says why, here and at the start', async (target, reason) => {
    const { status, body } = await send(url + target);

    expect(status).toBe(501);
    expect(body).toContain(reason);
    expect(JSON.stringify(log.filter(({ kind }) => kind === 'notice'))).toContain(reason);
  });

  it.each([
    'Test/ByRegex: condition path-pattern with regular expressions is not served here, the rule never applies',
    'Test/Rewritten: transforms are not served here, the rule passes requests on as they came',
  ])('says at the start what a rule does not do: %s', (notice) => {
    expect(log).toContainEqual({ kind: 'notice', message: notice });
  });

  it('never upgrades a connection (ALB-16)', async () => {
    const headers = { connection: 'upgrade', upgrade: 'websocket' };

    await expect(send(url, { headers })).resolves.toMatchObject({ status: 426 });
  });
});
