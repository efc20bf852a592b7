import { connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';

import type { HttpRequest, HttpResponse } from '../../src/http.ts';
import { jsonResponse } from '../../src/server/json-response.ts';
import { listen, type Limits, type Listener, type Respond } from '../../src/server/listen.ts';
import { sendRaw } from '../raw-http.ts';
import { send } from '../http-client.ts';

const host = 'Host: localhost\r\n';
const post = (headers: string, body = '') => `POST / HTTP/1.1\r\n${host}${headers}\r\n${body}`;
const get = (path: string, headers = '') => `GET ${path} HTTP/1.1\r\n${host}${headers}\r\n`;

describe('listen', () => {
  const listeners: Listener[] = [];
  const seen: HttpRequest[] = [];
  /** Why requests were refused. */
  const told: (string | undefined)[] = [];
  const errors: unknown[] = [];

  async function serve(
    respond: Respond = async ({ target }) => jsonResponse(200, JSON.stringify(target)),
    limits: Partial<Limits> = {},
    port = 0,
  ): Promise<Listener> {
    seen.length = 0;
    told.length = 0;
    errors.length = 0;
    const listener = await listen({
      port,
      bodyLimit: 100_000,
      bodyTooLarge: jsonResponse(413, '"too large"'),
      tooBusy: jsonResponse(429, '"busy"'),
      async respond(request, exchange, refused) {
        if (refused !== undefined) {
          told.push(refused.reason);
          return refused;
        }
        seen.push(request);
        return respond(request, exchange);
      },
      onError: (error) => errors.push(error),
      limits,
    });
    listeners.push(listener);
    return listener;
  }

  afterEach(async () => {
    await Promise.all(listeners.splice(0).map((listener) => listener.close()));
    // What clients do wrong is no fault of the gateway.
    if (errors.length > 0) throw new AggregateError(errors);
  });

  it.each([
    [
      'GW-01: a length beside chunks',
      post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
      400,
    ],
    ['GW-01: two lengths', post('Content-Length: 1\r\nContent-Length: 2\r\n', 'ab'), 400],
    ['GW-01: a length of +5', post('Content-Length: +5\r\n', 'abcde'), 400],
    ['GW-01: a length of 0x1', post('Content-Length: 0x1\r\n', 'a'), 400],
    ['GW-01: a length of -1', post('Content-Length: -1\r\n', 'a'), 400],
    ['GW-01: a length of 1,1', post('Content-Length: 1,1\r\n', 'a'), 400],
    ['GW-01: a length of 2^70', post('Content-Length: 1180591620717411303424\r\n', 'a'), 400],
    ['GW-02: the coding identity', post('Transfer-Encoding: identity\r\n'), 400],
    ['GW-02: chunked not last', post('Transfer-Encoding: chunked, identity\r\n', '0\r\n\r\n'), 400],
    [
      'GW-02: chunked twice',
      post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
      400,
    ],
    [
      'GW-02: chunks on HTTP/1.0',
      `POST / HTTP/1.0\r\n${host}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    [
      'GW-03: a chunk extension of 20 KB',
      post('Transfer-Encoding: chunked\r\n', `1;${'x'.repeat(20_000)}\r\na\r\n0\r\n\r\n`),
      400,
    ],
    ['GW-03: a bare LF in chunks', post('Transfer-Encoding: chunked\r\n', '1\na\n0\n\n'), 400],
    [
      'GW-03: a chunk size that overflows',
      post('Transfer-Encoding: chunked\r\n', 'FFFFFFFFFFFFFFFFF\r\na\r\n'),
      400,
    ],
    [
      'GW-03: a chunk size of 0x1',
      post('Transfer-Encoding: chunked\r\n', '0x1\r\na\r\n0\r\n\r\n'),
      400,
    ],
    [
      'GW-03: a length in a trailer',
      post('Transfer-Encoding: chunked\r\n', '1\r\na\r\n0\r\nContent-Length: 5\r\n\r\n'),
      400,
    ],
    [
      'GW-04: the coding gzip',
      post('Transfer-Encoding: gzip, chunked\r\n', '1\r\na\r\n0\r\n\r\n'),
      501,
    ],
    ['GW-06: a folded header', get('/', 'X-A: a\r\n b\r\n'), 400],
    ['GW-06: a blank before the colon', get('/', 'X-A : a\r\n'), 400],
    ['GW-06: NUL in a value', get('/', 'X-A: a\0b\r\n'), 400],
    ['GW-06: a bare CR', get('/', 'X-A: a\rb\r\n'), 400],
    ['GW-06: a bare LF', get('/', 'X-A: a\nX-B: b\r\n'), 400],
    ['GW-06: DEL in the path', get('/\x7f'), 400],
    ['GW-07: no Host', 'GET / HTTP/1.1\r\n\r\n', 400],
    ['GW-07: two Hosts', get('/', host), 400],
    ['GW-07: a Host that is none', 'GET / HTTP/1.1\r\nHost: local host\r\n\r\n', 400],
    ['GW-08: an absolute target', get('http://evil.test/x'), 400],
    ['GW-08: OPTIONS *', `OPTIONS * HTTP/1.1\r\n${host}\r\n`, 400],
    ['GW-08: HTTP/0.9', 'GET /\r\n\r\n', 400],
    ['GW-09: the preface of HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['GW-09: a TLS hello', '\x16\x03\x01\x02\x00\x01\x00\x01\xFC\x03\x03', 400],
    ['GW-10: headers of 17 KB', get('/', `X-A: ${'a'.repeat(17_000)}\r\n`), 431],
    ['GW-10: 2,500 headers', get('/', 'a:\r\n'.repeat(2_500)), 431],
    ['GW-10: a path of 17 KB', get(`/${'a'.repeat(17_000)}`), 431],
    [
      'GW-23: an upgrade with a bad key',
      get('/', 'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n'),
      426,
    ],
    [
      'GW-23: a sub-protocol of 100 KB',
      get(
        '/',
        `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Protocol: ${'p'.repeat(100_000)}\r\n`,
      ),
      431,
    ],
    ['TRACE', `TRACE / HTTP/1.1\r\n${host}\r\n`, 405],
    ['an unknown version', `GET / HTTP/3.0\r\n${host}\r\n`, 400],
  ])('answers once to %s, hangs up, and builds no event', async (_name, bytes, status) => {
    const { port } = await serve();

    const answer = await sendRaw(port, bytes);

    expect(answer).toMatchObject({ statuses: [status], closed: true });
    expect(seen).toEqual([]);
    // The gateway is alive.
    expect(await send(`http://localhost:${port}/`)).toMatchObject({ status: 200 });
  });

  it('GW-08: destroys the connection of a CONNECT', async () => {
    const { port } = await serve();

    expect(await sendRaw(port, `CONNECT evil.test:443 HTTP/1.1\r\n${host}\r\n`)).toMatchObject({
      text: '',
      closed: true,
    });
  });

  it('GW-04: takes ChUnKeD for chunked', async () => {
    const { port } = await serve();
    const bytes = post(
      'Transfer-Encoding: ChUnKeD\r\nConnection: close\r\n',
      '1\r\na\r\n0\r\n\r\n',
    );

    expect((await sendRaw(port, bytes)).statuses).toEqual([200]);
    expect(Buffer.from(seen[0]?.body ?? []).toString()).toBe('a');
  });

  it('GW-05: answers a hundred pipelined requests once each, in order', async () => {
    // The later one comes, the sooner it is answered.
    const { port } = await serve(async ({ target }) => {
      await new Promise((resolve) => setTimeout(resolve, 100 - Number(target.slice(1))));
      return jsonResponse(200, JSON.stringify(target));
    });
    const requests = Array.from({ length: 100 }, (_, index) =>
      get(`/${index}`, index === 99 ? 'Connection: close\r\n' : ''),
    );

    const { text, statuses } = await sendRaw(port, requests.join(''));

    expect(statuses).toHaveLength(100);
    expect([...text.matchAll(/"\/(\d+)"/g)].map(([, index]) => Number(index))).toEqual(
      Array.from({ length: 100 }, (_, index) => index),
    );
  });

  it('GW-05: never reads a request out of a body', async () => {
    const { port } = await serve();
    const hidden = get('/hidden');
    const bytes =
      post(`Content-Length: ${hidden.length}\r\n`, hidden) + get('/next', 'Connection: close\r\n');

    expect((await sendRaw(port, bytes)).statuses).toEqual([200, 200]);
    expect(seen.map(({ target }) => target)).toEqual(['/', '/next']);
  });

  it('GW-17: answers what comes before a malformed request first', async () => {
    const { port } = await serve(async ({ target }) => {
      await new Promise((resolve) => setTimeout(resolve, 30));
      return jsonResponse(200, JSON.stringify(target));
    });

    const { statuses, text } = await sendRaw(port, `${get('/one')}${get('/two')}garbage\r\n\r\n`);

    expect(statuses).toEqual([200, 200, 400]);
    expect(text.indexOf('/one')).toBeLessThan(text.indexOf('/two'));
  });

  it('GW-17: keeps requests and answers together on a connection, errors among them', async () => {
    const { port } = await serve(async ({ target }) => {
      if (target.includes('error')) return jsonResponse(500, JSON.stringify(target));
      return jsonResponse(200, JSON.stringify(target));
    });
    const targets = Array.from({ length: 200 }, (_, index) =>
      index % 3 === 0 ? `/error${index}` : `/${index}`,
    );
    const bytes = targets.map((target, index) => {
      const close = index === targets.length - 1 ? 'Connection: close\r\n' : '';
      return index % 2 === 0
        ? get(target, close)
        : `POST ${target} HTTP/1.1\r\n${host}${close}Content-Length: 3\r\n\r\nabc`;
    });

    const { text } = await sendRaw(port, bytes);

    expect([...text.matchAll(/"(\/\w+)"/g)].map(([, target]) => target)).toEqual(targets);
  });

  it('GW-17: answers a client that closed its half', async () => {
    const { port } = await serve();
    const text = await new Promise<string>((resolve) => {
      let received = '';
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }, () =>
        socket.end(get('/half', 'Connection: close\r\n')),
      );
      socket.on('data', (chunk) => (received += chunk.toString()));
      socket.on('end', () => resolve(received));
    });

    expect(text).toContain('"/half"');
  });

  it('GW-12: answers 408 to a body that does not come', async () => {
    const { port } = await serve(undefined, { headersTimeout: 200, requestTimeout: 300 });

    expect(await sendRaw(port, post('Content-Length: 1000\r\n', 'a'))).toMatchObject({
      statuses: [408],
      closed: true,
    });
    expect(seen).toEqual([]);
  });

  it('GW-13: closes a kept connection on which nothing comes any more', async () => {
    const { port } = await serve();

    const { statuses, closed } = await sendRaw(port, get('/'));

    expect(statuses).toEqual([200]);
    expect(closed).toBe(true);
  });

  it.each([
    [
      'a response',
      async (): Promise<HttpResponse> => ({
        statusCode: 200,
        headers: [],
        body: new Uint8Array(40_000_000),
      }),
    ],
    [
      'a stream',
      async (): Promise<HttpResponse> => ({
        statusCode: 200,
        headers: [],
        body: new Uint8Array(),
        stream: endless(),
      }),
    ],
  ])('GW-13: cuts a client that does not read %s', async (_name, respond) => {
    const { port } = await serve(respond, { writeTimeout: 200 });
    const socket = connect(port, '127.0.0.1', () => socket.write(get('/')));
    socket.on('error', () => {});
    const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()));
    await new Promise<void>((resolve) => socket.once('readable', () => resolve()));
    await new Promise((resolve) => setTimeout(resolve, 500));
    socket.resume();

    await expect(closed).resolves.toBeUndefined();
  });

  it('GW-14: answers 413 while the body streams in', async () => {
    const { port } = await serve();
    const chunk = `fff\r\n${'x'.repeat(0xfff)}\r\n`;
    const { statuses } = await sendRaw(
      port,
      [post('Transfer-Encoding: chunked\r\n'), ...Array.from({ length: 40 }, () => chunk)],
      (text) => text.includes('413'),
    );

    expect(statuses).toEqual([413]);
    expect(seen).toEqual([]);
  });

  it.each([
    ['a foreign host', get('/').replace('localhost', 'evil.test'), /^this host is not served here/],
    ['TRACE', `TRACE / HTTP/1.1\r\n${host}\r\n`, /^TRACE is not served$/],
    ['a body above the limit', post('Content-Length: 100001\r\n'), /more than 100000 bytes$/],
    ['an upgrade', get('/', 'Connection: Upgrade\r\nUpgrade: x\r\n'), /^found an Upgrade/],
  ])('tells the API, for its log, that it refuses %s, and why', async (_name, bytes, reason) => {
    const { port } = await serve();

    await sendRaw(port, bytes);

    expect(told).toEqual([expect.stringMatching(reason)]);
  });

  it('GW-14: lets who asks first send nothing that is too large', async () => {
    const { port } = await serve();
    const large = await sendRaw(port, post('Content-Length: 100001\r\nExpect: 100-continue\r\n'));
    const small = await sendRaw(
      port,
      post('Content-Length: 1\r\nExpect: 100-continue\r\nConnection: close\r\n', 'a'),
    );

    expect(large.statuses).toEqual([413]);
    expect(small.statuses).toEqual([100, 200]);
  });

  it('sends characters beyond Latin-1 in headers as UTF-8', async () => {
    const { port } = await serve(async () => ({
      statusCode: 200,
      headers: [['X-Text', 'ü €']],
      body: new Uint8Array(),
    }));

    const { text } = await sendRaw(port, get('/', 'Connection: close\r\n'));

    expect(Buffer.from(text, 'latin1').toString('utf8')).toContain('X-Text: ü €');
  });

  it('closes the connection when a response cannot be written, and tells of it', async () => {
    const { port } = await serve(async () => ({
      statusCode: 200,
      headers: [['X-Bad', 'a\nb']],
      body: new Uint8Array(),
    }));

    expect(await sendRaw(port, get('/'))).toMatchObject({ text: '', closed: true });
    expect(errors.splice(0)).toHaveLength(1);
  });

  it('GW-15: answers what comes above its limit at once as the front door does when it is throttled', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    const { port } = await serve(
      async () => {
        await promise;
        return jsonResponse(200, '"done"');
      },
      { maxRequests: 10 },
    );
    const statuses: number[] = [];
    const answers = Array.from({ length: 100 }, async () => {
      statuses.push((await send(`http://localhost:${port}/`)).status);
    });

    await expect.poll(() => statuses.length, { timeout: 30_000 }).toBe(90);
    expect(new Set(statuses)).toEqual(new Set([429]));
    expect(new Set(told)).toEqual(new Set(['more than 10 requests are under way']));
    resolve();
    await Promise.all(answers);
    expect(statuses.filter((status) => status === 200)).toHaveLength(10);
    // It recovers.
    expect(await send(`http://localhost:${port}/`)).toMatchObject({ status: 200 });
  });

  it.each([
    ['shorter', '3'],
    ['longer', '99'],
  ])(
    'GW-17: cuts a stream whose length is %s than it is, so that it is not taken for the next answer',
    async (_name, length) => {
      async function* chunks() {
        yield Buffer.from('Hello');
        yield Buffer.from('HTTP/1.1 200 OK\r\n\r\n');
      }
      const { port } = await serve(async () => ({
        statusCode: 200,
        headers: [['Content-Length', length]],
        body: new Uint8Array(),
        stream: chunks(),
      }));

      const { statuses, closed } = await sendRaw(port, get('/') + get('/'));

      expect({ statuses, closed }).toEqual({ statuses: [200], closed: true });
    },
  );

  it('GW-16: is as before when clients leave in the middle', async () => {
    const { port } = await serve(
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        return { statusCode: 200, headers: [], body: new Uint8Array(), stream: endless() };
      },
      { maxRequests: 50 },
    );

    for (let round = 0; round < 10; round += 1) {
      await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          leave(
            port,
            index % 2 === 0 ? post('Content-Length: 100\r\n', 'half') : get('/'),
            index % 4,
          ),
        ),
      );
    }

    // Were any of them still counted, the limit would be used up.
    await expect
      .poll(
        async () =>
          (await sendRaw(port, get('/'), (text) => text.includes('\r\n\r\n'))).statuses[0],
      )
      .toBe(200);
  });

  it('GW-18: says which port is taken, on IPv6 as well', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '::1', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? address?.port : 0;

    await expect(serve(undefined, {}, port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await new Promise((resolve) => other.close(resolve));
  });

  it('CON-03: listens on loopback alone, IPv4 and IPv6', async () => {
    const { port } = await serve();

    expect(await send(`http://127.0.0.1:${port}/`)).toMatchObject({ status: 200 });
    expect(await send(`http://[::1]:${port}/`)).toMatchObject({ status: 200 });
  });

  it('GW-24: reads no frames: a connection that asks for a WebSocket is closed', async () => {
    const { port } = await serve();
    const frame = '\x82\xFE\x01\xF8';
    const bytes = get(
      '/',
      'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n',
    );

    expect(await sendRaw(port, bytes + frame)).toMatchObject({ statuses: [426], closed: true });
  });

  it.each([
    ['closes behind the answer to HTTP/1.0', '', true, 'Connection: close'],
    ['keeps a connection of HTTP/1.0 that asks for it', 'Connection: keep-alive\r\n', false, ''],
  ])('GW-17: %s', async (_name, headers, closed, header) => {
    const { port } = await serve(async () => ({
      ...jsonResponse(200, '"hello"'),
      headers: [
        ['Connection', 'keep-alive'],
        ['Content-Length', '7'],
      ],
    }));
    const bytes = `GET / HTTP/1.0\r\n${host}${headers}\r\n`;

    const answer = await sendRaw(port, bytes, (text) => !closed && text.includes('hello'));

    expect(answer).toMatchObject({ statuses: [200], closed });
    expect(answer.text).toContain(header);
  });

  it('GW-23: cuts a client that holds its side of a refused upgrade open, and closes', async () => {
    const listener = await serve();
    const options = { port: listener.port, host: '127.0.0.1', allowHalfOpen: true };
    const client = connect(options).on('error', () => {});
    client.write(get('/', 'Connection: Upgrade\r\nUpgrade: websocket\r\n'));
    await new Promise((resolve) => client.once('data', resolve));

    await listener.close();

    client.destroy();
    expect(seen).toEqual([]);
  });
});

async function* endless(): AsyncGenerator<Uint8Array, void, undefined> {
  for (;;) {
    yield new Uint8Array(65_536);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Sends a request and leaves after some milliseconds, in one way or the other. */
function leave(port: number, bytes: string, after: number): Promise<void> {
  return new Promise((resolve) => {
    const socket: Socket = connect(port, '127.0.0.1', () => {
      socket.write(bytes);
      setTimeout(() => (after % 2 === 0 ? socket.destroy() : socket.resetAndDestroy()), after * 10);
    });
    socket.on('error', () => {});
    socket.on('data', () => {});
    socket.on('close', () => resolve());
  });
}
