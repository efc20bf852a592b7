import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { type Gateway, startGateway } from '@org/local-gateway';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The functions run the sources in processes of their own, on the runtime's own `awslambda`. */
const code = (folder: string) => `
import { existsSync, writeFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { HttpError, proxyHandler, reply, sse } from '${pathToFileURL(join(import.meta.dirname, '../src/index.ts')).href}';

const file = (name) => '${folder}/' + name;
const exists = async (name) => { while (!existsSync(file(name))) await new Promise((resolve) => setTimeout(resolve, 5)); };

async function* gated(name) {
  yield 'one,';
  await exists(name);
  yield Buffer.from([0xff, 0x00]);
  yield 'two';
}
async function* noted(name, chunks) {
  try {
    for (let index = 0; index < chunks; index += 1) {
      yield Buffer.alloc(65_536, 1);
      await new Promise((resolve) => setImmediate(resolve));
    }
  } finally {
    writeFileSync(file(name), '');
  }
}
const unread = (name) => new Readable({
  read() {},
  destroy(error, done) {
    writeFileSync(file(name), '');
    done(error);
  },
});
async function* half() {
  yield 'half';
  throw new Error('hunter2');
}
async function* early() {
  if (file === undefined) yield '';
  throw new HttpError(404, 'gone');
}
async function* ticks() {
  yield { event: 'tick', data: { at: 1 } };
}

export const handler = proxyHandler({ streaming: true }, ({ path, query }) => {
  if (path === '/gated') {
    return reply(gated(query.name), { statusCode: 201, headers: { 'x-a': ['b', 'c'] }, cookies: ['a=1', 'b=2'] });
  }
  if (path === '/noted') return noted(query.name, 400);
  if (path === '/unread') return reply(unread(query.name), { headers: { 'content-type': 'text/css' } });
  if (path === '/half') return half();
  if (path === '/early') return early();
  if (path === '/sse') return sse(ticks());
  if (path === '/nothing') return undefined;
  return { path };
});
`;

const template = `
Resources:
  Streams:
    Type: AWS::Lambda::Function
    Properties: { Runtime: nodejs24.x, Handler: index.handler, Timeout: 20, Code: ./code }
  Url:
    Type: AWS::Lambda::Url
    Properties: { TargetFunctionArn: !GetAtt Streams.Arn, AuthType: NONE, InvokeMode: RESPONSE_STREAM }
  Buffered:
    Type: AWS::Lambda::Function
    Properties: { Runtime: nodejs24.x, Handler: index.handler, FunctionName: buffered, Code: ./code }
  BufferedUrl:
    Type: AWS::Lambda::Url
    Properties: { TargetFunctionArn: !GetAtt Buffered.Arn, AuthType: NONE }
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: { Name: api }
  Proxy:
    Type: AWS::ApiGateway::Resource
    Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: '{proxy+}' }
  Method:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref Proxy
      HttpMethod: ANY
      AuthorizationType: NONE
      Integration:
        Type: AWS_PROXY
        IntegrationHttpMethod: POST
        ResponseTransferMode: STREAM
        Uri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2021-11-15/functions/\${Streams.Arn}/response-streaming-invocations
  Deployment:
    Type: AWS::ApiGateway::Deployment
    Properties: { RestApiId: !Ref Api }
  Stage:
    Type: AWS::ApiGateway::Stage
    Properties: { RestApiId: !Ref Api, DeploymentId: !Ref Deployment, StageName: v1 }
`;

let folder: string;
let gateway: Gateway;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'proxy-core-streaming-'));
  await writeFile(join(folder, 'template.yaml'), template);
  await mkdir(join(folder, 'code'));
  await writeFile(join(folder, 'code/index.mjs'), code(folder));
  gateway = await startGateway({ path: join(folder, 'template.yaml'), port: 0 });
});

afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true, force: true });
});

describe.each([
  ['a function URL with RESPONSE_STREAM', 'function-url', 'Streams'],
  ['a REST API with responses that stream', 'rest-api', 'api'],
])('proxyHandler with streaming behind %s', (_name, frontDoor, name) => {
  const open = (path: string, method?: string) =>
    start(
      gateway.endpoints.find((one) => one.frontDoor === frontDoor && one.name.includes(name))?.url +
        path,
      method,
    );

  it('sends status, headers, cookies and the first chunk before the handler has gone on (STRM-3, STRM-7)', async () => {
    const response = await open(`/gated?name=go-${frontDoor}`);

    expect(response).toMatchObject({
      statusCode: 201,
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'set-cookie': ['a=1', 'b=2'],
        'transfer-encoding': 'chunked',
        'x-a': 'b, c',
      },
    });
    const chunks = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    expect(String((await chunks.next()).value)).toBe('one,');
    await writeFile(join(folder, `go-${frontDoor}`), '');
    expect(await rest(chunks)).toEqual(Buffer.concat([Buffer.of(0xff, 0x00), Buffer.from('two')]));
  });

  it.each([
    ['an object', '/object', 200, '{"path":"/object"}'],
    ['events', '/sse', 200, 'event: tick\ndata: {"at":1}\n\n'],
    [
      'an error before the first chunk',
      '/early',
      404,
      '{"title":"Not Found","status":404,"detail":"gone"}',
    ],
    ['nothing', '/nothing', 204, ''],
  ])('answers %s', async (_what, path, statusCode, body) => {
    const response = await open(path);

    expect([response.statusCode, String(await rest(response[Symbol.asyncIterator]()))]).toEqual([
      statusCode,
      body,
    ]);
  });

  it('cuts the connection when the body fails midway, and tells the client nothing (STRM-13)', async () => {
    const response = await open('/half');

    expect(response.statusCode).toBe(200);
    const chunks = response[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    expect(String((await chunks.next()).value)).toBe('half');
    await expect(rest(chunks)).rejects.toThrow('aborted');
  });

  it('sends no body to HEAD, and ends the source', async () => {
    const response = await open(`/unread?name=head-${frontDoor}`, 'HEAD');

    expect(response.statusCode).toBe(200);
    expect(response.headers).toMatchObject({ 'content-type': 'text/css' });
    expect(await rest(response[Symbol.asyncIterator]())).toHaveLength(0);
    await expect.poll(() => existsSync(join(folder, `head-${frontDoor}`))).toBe(true);
  });

  it('goes on when the client leaves, and serves the next one', async () => {
    const response = await open(`/noted?name=left-${frontDoor}`);
    await response[Symbol.asyncIterator]().next();

    response.destroy();

    await expect
      .poll(() => existsSync(join(folder, `left-${frontDoor}`)), { timeout: 5_000 })
      .toBe(true);
    expect((await open('/object')).statusCode).toBe(200);
  });
});

describe('proxyHandler with streaming behind a function URL that buffers', () => {
  it('sends the whole stream as one response (FURL-19)', async () => {
    await writeFile(join(folder, 'buffered'), '');
    const url = gateway.endpoints.find((one) => one.name === 'buffered')?.url;

    const response = await start(`${url}/object`);

    expect(response).toMatchObject({ statusCode: 200, headers: { 'content-length': '18' } });
    expect(String(await rest(response[Symbol.asyncIterator]()))).toBe('{"path":"/object"}');
  });
});

function start(url: string, method = 'GET'): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request(url, { method, agent: false }, resolve).on('error', reject).end();
  });
}

async function rest(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  const read: Buffer[] = [];
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) {
    read.push(next.value);
  }
  return Buffer.concat(read);
}
