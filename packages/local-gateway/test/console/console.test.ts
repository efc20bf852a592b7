import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { tokenHeader } from '../../src/console/guard.ts';
import type { ApisView } from '../../src/console/wire/apis.ts';
import type { FunctionsView } from '../../src/console/wire/functions.ts';
import type { ComparedView, RenderedView, SentView } from '../../src/console/wire/requests.ts';
import { writeAssembly } from '../assemblies.ts';
import { send } from '../http-client.ts';
import { lessonParts } from './lesson.ts';
import { serve, type ServedConsole } from './console-client.ts';

let served: ServedConsole;

beforeAll(async () => {
  served = await serve(await writeAssembly(lessonParts));
});
afterAll(() => served.close());

const apiOf = (name: string) =>
  served.gateway.endpoints.find((one) => one.name === name)?.apiId ?? '';
const requestTo = (path: string, body = '{"message":"Hello World"}') => ({
  apiId: apiOf('TestApi'),
  stage: 'v1',
  method: 'POST',
  path,
  headers: [['Content-Type', 'application/json']],
  body,
});
const sent = async (path: string, body?: string) =>
  JSON.parse((await served.call('/api/send', requestTo(path, body))).body) as SentView;
const methodOf = async (path: string) => {
  const { apis } = JSON.parse((await served.call('/api/apis')).body) as ApisView;
  return apis.flatMap(({ resources }) => resources).find((one) => one.path === path)?.methods[0];
};

describe('startConsole', () => {
  it('listens on loopback alone (CON-03)', async () => {
    const port = Number(new URL(served.console.url).port);
    const outer = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4')
      .map(({ address }) => address);

    const reached = await Promise.all(
      ['127.0.0.1', ...outer].map((address) => canConnect(address, port)),
    );

    expect(reached).toEqual([true, ...outer.map(() => false)]);
  });

  it('takes another port when its own is taken', async () => {
    const port = Number(new URL(served.console.url).port);
    const { startConsole } = await import('../../src/console/console.ts');

    const second = await startConsole({ ...served, port });

    expect(Number(new URL(second.url).port)).not.toBe(port);
    await second.close();
  });

  it('has another token at each start, and none in the address', async () => {
    const { startConsole } = await import('../../src/console/console.ts');
    const second = await startConsole(served);
    const { port, host } = new URL(second.url);

    const page = await send(`http://127.0.0.1:${port}/`, { headers: { host } });

    expect(page.body).toMatch(/content="[0-9a-f]{64}"/);
    expect(page.body).not.toContain(served.own[tokenHeader]);
    expect(page.headers).not.toHaveProperty('set-cookie');
    await second.close();
  });

  it('serves its page under a policy that allows nothing inline and nothing from elsewhere (CON-08)', async () => {
    const { status, headers, body } = await served.get('/');

    expect(status).toBe(200);
    expect(headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-resource-policy': 'same-origin',
      'cache-control': 'no-store',
    });
    expect(body).not.toMatch(/<script>|style=|https?:\/\//);
  });

  it('transfers less than 100 kB for everything the page needs', async () => {
    const { body } = await served.get('/');
    const links = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link ?? '');

    const answers = await Promise.all(['/', ...links].map((link) => served.get(link)));

    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(answers.reduce((sum, answer) => sum + Buffer.byteLength(answer.body), 0)).toBeLessThan(
      100_000,
    );
  });

  it('compresses what it serves for clients that take it', async () => {
    const plain = await served.get('/console.css');
    const small = await served.get('/console.css', { 'accept-encoding': 'br, gzip' });

    expect(plain.headers).not.toHaveProperty('content-encoding');
    expect(small.headers['content-encoding']).toBe('gzip');
    expect(Number(small.headers['content-length'])).toBeLessThan(
      Number(plain.headers['content-length']) / 2,
    );
  });

  it.each([
    '/..%2f..%2fetc/passwd',
    '/../../etc/passwd',
    '/%252e%252e/etc/passwd',
    '/..\\..\\etc\\passwd',
    '//etc/passwd',
    '/console.js%00.css',
    '/@fs/etc/passwd',
    '/.env',
    '/console.js.map',
    '/CONSOLE.JS',
    '/CONSOL~1.JS',
    '/console.js/',
    '/./console.js',
    '/constructor',
    '/__proto__',
  ])('answers 404 to %s: what it serves is a fixed list in memory (CON-10)', async (path) => {
    expect(await served.get(path)).toMatchObject({ status: 404 });
  });

  it('takes no query for a path (CON-10)', async () => {
    const { body } = await served.get('/console.js?raw??/etc/passwd');

    expect(body).toBe((await served.get('/console.js')).body);
  });

  it.each(['/', '/console.js', '/api/apis', '/nowhere'])(
    'sends no CORS header on %s, whatever the origin (CON-07)',
    async (path) => {
      const answers = await Promise.all([
        served.get(path, { origin: 'https://evil.example' }),
        served.get(path, served.own),
        send(served.console.url, { path, method: 'OPTIONS', headers: { host: served.host } }),
      ]);

      const names = answers.flatMap(({ headers }) => Object.keys(headers));
      expect(names.filter((name) => name.startsWith('access-control'))).toEqual([]);
    },
  );

  it('refuses a foreign host on every path (CON-01)', async () => {
    for (const path of ['/', '/console.js', '/api/apis', '/api/events', '/nowhere']) {
      const headers = { ...served.own, host: 'attacker.com:3000' };
      expect(await served.get(path, headers)).toMatchObject({ status: 403 });
    }
  });

  it('refuses a cross-site call and does nothing (CON-04, CON-05)', async () => {
    const before = served.recorder.traces().length;
    const body = JSON.stringify(requestTo('/aws'));

    for (const origin of ['https://evil.example', 'null', 'http://localhost:5173']) {
      const headers = { ...served.own, origin, 'content-type': 'text/plain' };
      const answer = await send(served.console.url, {
        path: '/api/send',
        method: 'POST',
        headers,
        body,
      });
      expect(answer.status).toBe(403);
    }
    expect(served.recorder.traces()).toHaveLength(before);
  });

  it('changes nothing on GET', async () => {
    for (const path of [
      '/api/send',
      '/api/override',
      '/api/replay',
      '/api/compare',
      '/api/render',
    ]) {
      expect(await served.call(path)).toMatchObject({ status: 404 });
    }
  });

  it('refuses every WebSocket handshake, and lives on (CON-06)', async () => {
    const answer = await handshake(
      Number(new URL(served.console.url).port),
      'Origin: http://[\r\n',
    );

    expect(answer).toMatch(/^HTTP\/1\.1 403 /);
    expect(await served.get('/')).toMatchObject({ status: 200 });
  });

  it.each(['/api/events', '/api/apis'])('refuses %s without the token (CON-06)', async (path) => {
    const { [tokenHeader]: _, ...rest } = served.own;

    expect(await served.get(path, rest)).toMatchObject({ status: 403 });
  });

  it.each([
    '',
    '[]',
    'null',
    '{',
    '"text"',
    '{"__proto__":{"apiId":"x"}}',
    '{"apiId":1}',
    `{"a":${'['.repeat(20_000)}`,
    JSON.stringify({ apiId: '/etc/passwd', stage: '../../etc', path: '/etc/passwd' }),
  ])('answers 400 to a body that is not what it should be, case %# (CON-13)', async (body) => {
    for (const path of [
      '/api/send',
      '/api/replay',
      '/api/compare',
      '/api/override',
      '/api/render',
    ]) {
      expect(await served.call(path, body)).toMatchObject({ status: 400 });
    }
  });

  it('answers 413 to a body above its limit (CON-13)', async () => {
    const { status } = await served.call('/api/send', requestTo('/aws', 'x'.repeat(17_000_000)));

    expect(status).toBe(413);
  });

  it.each([
    ['a path without a slash', { path: '@evil.example/' }],
    ['a path with a line break', { path: '/a\r\nHost: x' }],
    ['a verb with a blank', { method: 'GET /' }],
    ['a header with a line break', { headers: [['a', 'b\r\nc: d']] }],
    ['headers that are no pairs', { headers: ['a'] }],
    ['an API that is none', { apiId: 'http://evil.example' }],
    ['a stage that is none', { stage: 'v9' }],
  ])('answers 400 to %s, and sends nothing', async (_, change) => {
    const before = served.recorder.traces().length;

    const { status } = await served.call('/api/send', { ...requestTo('/aws'), ...change });

    expect(status).toBe(400);
    expect(served.recorder.traces()).toHaveLength(before);
  });

  it('tells names of environment variables and never a value (CON-14)', async () => {
    await sent('/aws');

    const answers = await Promise.all(
      ['/', '/api/apis', '/api/functions', '/console.js'].map((path) => served.call(path)),
    );

    const [name] = (JSON.parse(answers[2]?.body ?? '') as FunctionsView).functions.map(
      (one) => one.environmentNames,
    );
    expect(name).toEqual(['DATABASE_PASSWORD']);
    for (const { body } of answers) expect(body).not.toContain('hunter2');
  });
});

describe('POST /api/send', () => {
  it('sends through the gateway and gives response and trace', async () => {
    const { response, trace } = await sent('/aws');

    expect(response).toMatchObject({
      statusCode: 200,
      body: { text: '{"message":"Hello World"}' },
    });
    expect(trace).toMatchObject({
      frontDoor: 'rest-api',
      route: { integrationType: 'AWS', resourcePath: '/aws' },
      event: { text: '{"message":"Hello World"}' },
      invocation: { functionError: false },
    });
    expect(trace?.executionLog.at(-1)).toContain('Method completed with status: 200');
  });

  it('says why the gateway refused', async () => {
    const { response, trace } = await sent('/proxy', '"no envelope"');

    expect(response.statusCode).toBe(502);
    expect(response.reason).toBe(trace?.response.reason);
    expect(trace?.executionLog.join('\n')).toContain('Execution failed due to configuration error');
  });

  it('keeps repeated headers and their spelling', async () => {
    const input = {
      ...requestTo('/proxy', ''),
      headers: [
        ['X-A', '1'],
        ['x-a', '2'],
      ],
    };

    const { trace } = JSON.parse((await served.call('/api/send', input)).body) as SentView;

    expect(trace?.request.headers.slice(0, 2)).toEqual(input.headers);
  });

  it.each(['../../x.handler', 'file:///etc/passwd.x', 'node:child_process.exec'])(
    'shows the error of a function whose handler is %s, and runs nothing (CON-11)',
    async (handler) => {
      const other = await serve(
        await writeAssembly({ ...lessonParts, functionProperties: { Handler: handler } }),
      );
      const apiId = other.gateway.endpoints[0]?.apiId;

      const { body } = await other.call('/api/send', { ...requestTo('/proxy'), apiId });

      const { response, trace } = JSON.parse(body) as SentView;
      expect(response.statusCode).toBe(502);
      expect(trace?.invocation?.result.text).toMatch(
        /Runtime\.(MalformedHandlerName|ImportModuleError)/,
      );
      await other.close();
    },
  );
});

describe('POST /api/replay', () => {
  it('sends the same request once more', async () => {
    const { trace } = await sent('/aws', '{"n":1}');

    const again = JSON.parse(
      (await served.call('/api/replay', { id: trace?.row.id })).body,
    ) as SentView;

    expect(again.response.body.text).toBe('{"n":1}');
    expect(again.trace?.row.id).not.toBe(trace?.row.id);
  });

  it('answers 400 when the request is gone', async () => {
    expect(await served.call('/api/replay', { id: 'gone' })).toMatchObject({ status: 400 });
  });
});

describe('POST /api/override', () => {
  it('serves a proxy method without the box, with passthrough and a default integration response', async () => {
    const method = await methodOf('/proxy');
    const apiId = apiOf('TestApi');

    await served.call('/api/override', { apiId, methodId: method?.id, type: 'AWS' });
    const { response, trace } = await sent('/proxy', '{"body":"hi"}');

    expect(response).toMatchObject({ statusCode: 200 });
    expect(trace).toMatchObject({
      route: { integrationType: 'AWS' },
      event: { text: '{"body":"hi"}' },
    });
    expect(await methodOf('/proxy')).toMatchObject({
      integrationType: 'AWS',
      declaredType: 'AWS_PROXY',
    });

    await served.call('/api/override', { apiId, methodId: method?.id });
    expect(await methodOf('/proxy')).toMatchObject({ integrationType: 'AWS_PROXY' });
    expect((await sent('/proxy')).response.body.text).toContain('"httpMethod":"POST"');
  });

  it('serves a method of type AWS with the box', async () => {
    const method = await methodOf('/aws');
    const apiId = apiOf('TestApi');

    await served.call('/api/override', { apiId, methodId: method?.id, type: 'AWS_PROXY' });
    const { response } = await sent('/aws');
    await served.call('/api/override', { apiId, methodId: method?.id });

    expect(response.statusCode).toBe(200);
    expect(response.body.text).toContain('"httpMethod":"POST"');
  });

  it.each([{ methodId: 'MethodNone' }, { apiId: 'none' }, { type: 'HTTP' }])(
    'answers 400 to %j',
    async (change) => {
      const method = await methodOf('/aws');
      const input = { apiId: apiOf('TestApi'), methodId: method?.id, type: 'AWS', ...change };

      expect(await served.call('/api/override', input)).toMatchObject({ status: 400 });
    },
  );

  it('has no box for a mock', async () => {
    const method = await methodOf('/mock');
    const input = { apiId: apiOf('TestApi'), methodId: method?.id, type: 'AWS' };

    expect(await served.call('/api/override', input)).toMatchObject({ status: 400 });
  });
});

describe('POST /api/compare', () => {
  it('sends one request with the box off and on, and leaves the method as it was', async () => {
    const method = await methodOf('/aws');
    const side = (type: string) => ({
      apiId: apiOf('TestApi'),
      stage: 'v1',
      path: '/aws',
      override: { methodId: method?.id, type },
    });
    const { apiId: _, stage: __, ...request } = requestTo('/');

    const { body } = await served.call('/api/compare', {
      left: side('AWS'),
      right: side('AWS_PROXY'),
      request,
    });

    const { left, right } = JSON.parse(body) as ComparedView;
    expect(left.trace?.event?.text).toBe('{"message":"Hello World"}');
    expect(right.trace?.event?.text).toContain('"httpMethod":"POST"');
    expect(served.gateway.integrationOverrides()).toEqual([]);
  });
});

describe('POST /api/render', () => {
  it("renders with the gateway's own engine", async () => {
    const template = '{"to": $input.json("$.message"), "path": "$context.resourcePath"}';

    const { body } = await served.call('/api/render', { ...requestTo('/aws'), template });

    expect(JSON.parse(body) as RenderedView).toEqual({
      text: '{"to": "Hello World", "path": "/aws"}',
      route: 'POST /aws',
    });
  });

  it('says why a template cannot be rendered', async () => {
    const { body } = await served.call('/api/render', {
      ...requestTo('/nowhere'),
      template: '#if(',
    });

    expect(JSON.parse(body) as RenderedView).toEqual({
      error: expect.stringContaining('syntax') as string,
    });
  });
});

describe('GET /api/request', () => {
  it('answers 400 to an id that is none', async () => {
    expect(await served.call('/api/request?id=../../etc/passwd')).toMatchObject({ status: 400 });
  });
});

function canConnect(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port, timeout: 2_000 });
    const end = (reached: boolean) => {
      socket.destroy();
      resolve(reached);
    };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
    socket.on('timeout', () => end(false));
  });
}

function handshake(port: number, header: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
    socket.write(
      `GET /api/events HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n${header}\r\n`,
    );
  });
}
