import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { startGateway, type Gateway } from '../../src/gateway.ts';
import type { LogEntry } from '../../src/log.ts';
import { httpApi, writeAssembly } from '../assemblies.ts';
import { send } from '../http-client.ts';

/** Answers with its event, under the status that the body names. */
const echo = `
export const handler = async (event) => {
  const statusCode = Number(event.headers['x-status'] ?? event.headers['X-Status'] ?? 200);
  if (statusCode === 1) throw new Error('no');
  return { statusCode, headers: { 'content-type': 'application/json', 'x-own': 'a' }, body: JSON.stringify(event) };
};`;

const requestParameters = {
  'append:header.x-a': 'more',
  'overwrite:header.x-b': '$request.querystring.q',
  'remove:header.x-c': '',
  'append:header.x-id': '$context.requestId',
  'append:querystring.q': '${stageVariables.env}-${request.path.id}',
  'remove:querystring.gone': '',
  'overwrite:path': '/new$request.path',
  'append:header.x-none': '$request.header.missing',
};

const responseParameters = {
  200: {
    ResponseParameters: [
      { Destination: 'overwrite:header.x-own', Source: '$context.routeKey' },
      { Destination: 'append:header.from-body', Source: '$response.body.version' },
    ],
  },
  404: {
    ResponseParameters: [
      { Destination: 'overwrite:statuscode', Source: '202' },
      { Destination: 'remove:header.x-own', Source: '' },
    ],
  },
  409: { ResponseParameters: [{ Destination: 'overwrite:statuscode', Source: '204' }] },
  500: { ResponseParameters: [{ Destination: 'overwrite:statuscode', Source: '403' }] },
};

describe('parameter mappings of an HTTP API', () => {
  let gateway: Gateway;
  let backend: Server;
  const log: LogEntry[] = [];
  const urlOf = (name: string) => gateway.endpoints.find((one) => one.name === name)?.url ?? '';
  const lastNotes = () => log.findLast((entry) => entry.kind === 'request')?.trace.notes;

  beforeAll(async () => {
    backend = createServer((request, response) => {
      const { method, url, headers } = request;
      response.writeHead(request.url?.startsWith('/fails') === true ? 503 : 200, {
        'x-secret': '1',
      });
      response.end(JSON.stringify({ method, url, headers }));
    });
    await new Promise<void>((resolve) => backend.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`;
    const integration = {
      RequestParameters: requestParameters,
      ResponseParameters: responseParameters,
    };
    const proxy = {
      IntegrationType: 'HTTP_PROXY',
      IntegrationMethod: 'ANY',
      IntegrationUri: `${origin}/base?own=1`,
      PayloadFormatVersion: '1.0',
    };
    const mapped = httpApi(
      'Mapped',
      [
        { key: 'ANY /v2/{id}', functionId: 'Echo', integration },
        {
          key: 'ANY /v1/{id}',
          functionId: 'Echo',
          integration: { ...integration, PayloadFormatVersion: '1.0' },
        },
        {
          key: 'ANY /back/{proxy+}',
          functionId: 'none',
          integration: {
            ...proxy,
            RequestParameters: {
              'overwrite:path': '/$request.path.proxy',
              'overwrite:header.host': 'other.test',
              'append:querystring.stage': '$context.stage',
              'append:header.user': '$request.body.user.name',
            },
            ResponseParameters: {
              503: {
                'overwrite:statuscode': '418',
                'remove:header.x-secret': "''",
                'append:header.injected': '$request.header.x-line',
              },
            },
          },
        },
        {
          key: 'GET /reserved',
          functionId: 'Echo',
          integration: { RequestParameters: { 'append:header.Authorization': 'Bearer x' } },
        },
        {
          key: 'GET /wrong',
          functionId: 'Echo',
          integration: { RequestParameters: { 'overwrite:statuscode': '200' } },
        },
        {
          key: 'GET /status',
          functionId: 'Echo',
          integration: { ResponseParameters: { default: { 'overwrite:statuscode': '200' } } },
        },
      ],
      { stage: 'dev' },
    );
    const folder = await writeAssembly({
      functions: { Echo: echo },
      resources: {
        ...mapped,
        MappedStage: {
          Type: 'AWS::ApiGatewayV2::Stage',
          Properties: { ApiId: { Ref: 'Mapped' }, StageName: 'dev', StageVariables: { env: 'e1' } },
        },
      },
    });
    gateway = await startGateway({ path: folder, port: 0, log: (entry) => log.push(entry) });
  });

  afterAll(async () => {
    await gateway.close();
    await new Promise((resolve) => backend.close(resolve));
  });

  const headers = { 'x-a': 'sent', 'x-c': 'sent' };

  it('changes headers, query and path of an event 2.0, all from what the client sent', async () => {
    const { body } = await send(`${urlOf('Mapped')}/v2/7%20a?q=1&gone=1&q=2`, { headers });

    const event = JSON.parse(body) as { headers: Record<string, string>; requestContext: object };
    expect(event).toMatchObject({
      rawPath: '/new/v2/7 a',
      rawQueryString: 'q=1&q=2&q=e1-7%20a',
      queryStringParameters: { q: '1,2,e1-7 a' },
      headers: { 'x-a': 'sent,more', 'x-b': '1,2', 'x-id': expect.stringMatching(/^.{15,}$/) },
      requestContext: { http: { path: '/dev/v2/7 a' } },
    });
    expect(event.headers).not.toHaveProperty('x-c');
    expect(event.headers).not.toHaveProperty('x-none');
  });

  it('changes headers, query and path of an event 1.0', async () => {
    const { body } = await send(`${urlOf('Mapped')}/v1/7?q=1&gone=1`, { headers });

    expect(JSON.parse(body)).toMatchObject({
      version: '1.0',
      path: '/new/v1/7',
      multiValueHeaders: { 'x-a': ['sent', 'more'] },
      multiValueQueryStringParameters: { q: ['1', 'e1-7'] },
    });
  });

  it('notes mappings that found nothing', async () => {
    await send(`${urlOf('Mapped')}/v2/7`);

    expect(lastNotes()).toEqual([
      'parameter mapping overwrite:header.x-b found no $request.querystring.q',
      'parameter mapping append:header.x-none found no $request.header.missing',
    ]);
  });

  it('changes headers and status of a response by its status', async () => {
    const url = `${urlOf('Mapped')}/v2/7`;

    expect(await send(url)).toMatchObject({
      status: 200,
      headers: { 'x-own': 'ANY /v2/{id}', 'from-body': '2.0' },
    });
    const missing = await send(url, { headers: { 'x-status': '404' } });
    expect(missing.status).toBe(202);
    expect(missing.headers).not.toHaveProperty('x-own');
    expect(await send(url, { headers: { 'x-status': '410' } })).toMatchObject({
      status: 410,
      headers: { 'x-own': 'a' },
    });
  });

  it('sends no body with a status that has none', async () => {
    const {
      status,
      body,
      headers: sent,
    } = await send(`${urlOf('Mapped')}/v2/7`, {
      headers: { 'x-status': '409' },
    });

    expect([status, body]).toEqual([204, '']);
    expect(sent).not.toHaveProperty('content-length');
  });

  it('leaves errors of the gateway itself alone', async () => {
    expect(await send(`${urlOf('Mapped')}/v2/7`, { headers: { 'x-status': '1' } })).toMatchObject({
      status: 500,
      body: '{"message":"Internal Server Error"}',
    });
  });

  it('changes what goes to an HTTP backend, its path and Host too', async () => {
    const { body } = await send(`${urlOf('Mapped')}/back/a/b%20c?x=1`, {
      method: 'POST',
      body: '{"user":{"name":"ada"}}',
    });

    expect(JSON.parse(body)).toMatchObject({
      method: 'POST',
      url: '/a/b%20c?own=1&x=1&stage=dev',
      headers: { host: 'other.test', user: 'ada' },
    });
  });

  it('changes what comes from an HTTP backend', async () => {
    const { status, headers: sent } = await send(`${urlOf('Mapped')}/back/fails`);

    expect(status).toBe(418);
    expect(sent).not.toHaveProperty('x-secret');
  });

  it.each([
    ['/reserved', 'AWS reserves this header'],
    ['/wrong', 'cannot map "overwrite:statuscode"'],
    ['/status', 'expected a status from 200 to 599'],
  ])('HTTP2-37: answers 501 on %s and says why, here and at the start', async (path, reason) => {
    const { status, body } = await send(urlOf('Mapped') + path);

    expect(status).toBe(501);
    expect(JSON.parse(body)).toMatchObject({ message: expect.stringContaining(reason) });
    expect(
      log
        .filter(({ kind }) => kind === 'notice')
        .map((notice) => JSON.stringify(notice))
        .join(''),
    ).toContain(reason.replaceAll('"', '\\"'));
  });
});
