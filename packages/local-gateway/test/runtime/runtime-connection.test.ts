import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startRuntimeApi, type RuntimeApi } from '../../src/runtime/runtime-api.ts';
import { until } from './functions.ts';

const delivery = (id: string) => ({
  payload: `{"id":"${id}"}`,
  headers: { 'Lambda-Runtime-Aws-Request-Id': id },
});

interface TestConnection {
  readonly api: RuntimeApi;
  readonly settled: unknown[];
  readonly socket: Socket;
  /** All that came so far. */
  received(): string;
  /** The chunks as they came. */
  readonly chunks: string[];
}

/** A connection to a Runtime API that delivers `id-1`, then `id-2`, … as soon as each is asked for. */
async function open(): Promise<TestConnection> {
  const settled: unknown[] = [];
  let count = 0;
  const api = await startRuntimeApi({
    ready: () => void setImmediate(() => api.deliver(delivery(`id-${++count}`))),
    settled: (outcome) => settled.push(outcome),
    initFailed: (outcome) => settled.push(outcome),
    streaming: () => false,
  });
  onTestFinished(() => api.close());
  const [host, port] = api.address.split(':');
  const socket = connect({ port: Number(port), host: host ?? '', noDelay: true });
  const chunks: string[] = [];
  socket.setEncoding('utf8');
  socket.on('data', (chunk: string) => chunks.push(chunk));
  socket.on('error', () => {});
  await once(socket, 'connect');
  return { api, settled, socket, chunks, received: () => chunks.join('') };
}

const nextOf = ({ address }: RuntimeApi) =>
  `GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: ${address}\r\n\r\n`;
const resultOf = ({ address }: RuntimeApi, id: string, body: string, kind = 'response') =>
  `POST /2018-06-01/runtime/invocation/${id}/${kind} HTTP/1.1\r\nHost: ${address}\r\n` +
  `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** A connection whose runtime has `id-1`. */
async function running(): Promise<TestConnection> {
  const connection = await open();
  connection.socket.write(nextOf(connection.api));
  await until(() => connection.received().includes('{"id":"id-1"}'));
  return connection;
}

const count = (text: string, part: string) => text.split(part).length - 1;

describe('serveConnection', () => {
  it('answers a result together with the next invocation, in one write', async () => {
    const { api, socket, chunks, settled } = await running();

    socket.write(resultOf(api, 'id-1', '"ü"') + nextOf(api));
    await until(() => chunks.length > 1);

    expect(chunks).toHaveLength(2);
    expect(chunks[1]).toBe(
      'HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{"status":"OK"}\n' +
        'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\nLambda-Runtime-Aws-Request-Id: id-2\r\n\r\n{"id":"id-2"}',
    );
    expect(settled).toEqual([{ functionError: false, payload: '"ü"' }]);
  });

  it('answers a result at once when no next comes with it', async () => {
    const { api, socket, received } = await running();

    socket.write(resultOf(api, 'id-1', '1'));
    await until(() => received().includes('202 Accepted'));

    expect(received()).not.toContain('id-2');
  });

  it('RT-4 takes an error, with its type', async () => {
    const { api, socket, settled, received } = await running();
    const request = resultOf(api, 'id-1', '{}', 'error').replace(
      'Content-Type',
      'Lambda-Runtime-Function-Error-Type: Runtime.Mine\r\nContent-Type',
    );

    socket.write(request + nextOf(api));
    await until(() => received().includes('id-2'));

    expect(settled).toEqual([{ functionError: true, payload: '{}', errorType: 'Runtime.Mine' }]);
  });

  it('reads the same however the bytes are cut', async () => {
    const body = JSON.stringify({ text: 'übergrößenträger 🎈'.repeat(3) });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(600), { maxLength: 6 }), async (cuts) => {
        const { api, socket, settled, received } = await running();
        const bytes = Buffer.from(resultOf(api, 'id-1', body) + nextOf(api));

        const ends = [...cuts.toSorted((one, other) => one - other), bytes.length];
        for (const [index, end] of ends.entries()) {
          socket.write(bytes.subarray(ends[index - 1] ?? 0, end));
          await new Promise(setImmediate);
        }
        await until(() => received().includes('{"id":"id-2"}'));

        expect(settled).toEqual([{ functionError: false, payload: body }]);
        expect(count(received(), 'HTTP/1.1 202')).toBe(1);
        socket.destroy();
        api.close();
      }),
      { numRuns: 40 },
    );
  });

  it('RT-7 takes a result of 6 MiB', async () => {
    const { api, socket, settled, received } = await running();
    const body = `"${'ü'.repeat(3_000_000)}"`;

    socket.write(resultOf(api, 'id-1', body) + nextOf(api));
    await until(() => received().includes('id-2'));

    expect(settled).toEqual([{ functionError: false, payload: body }]);
  });

  it.each([
    ['other headers', (text: string) => text.replace('Content-Type', 'X-Mine: 1\r\nContent-Type')],
    ['names in lower case', (text: string) => text.replace('Content-Length', 'content-length')],
    [
      'chunks',
      (text: string) =>
        text.replace(
          /Content-Length: 2\r\n\r\n\{\}/u,
          'Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n',
        ),
    ],
    [
      'Expect',
      (text: string) => text.replace('Content-Type', 'Expect: 100-continue\r\nContent-Type'),
    ],
  ])('takes what other clients send, then goes on with them: %s', async (_what, change) => {
    const { api, socket, settled, received } = await running();

    socket.write(change(resultOf(api, 'id-1', '{}')));
    await until(() => received().includes('202 Accepted'));
    socket.write(nextOf(api));
    await until(() => received().includes('{"id":"id-2"}'));
    socket.write(resultOf(api, 'id-2', '[]') + nextOf(api));
    await until(() => received().includes('{"id":"id-3"}'));

    expect(settled.map((outcome) => Reflect.get(Object(outcome), 'payload'))).toEqual(['{}', '[]']);
  });

  it.each([
    ['RT-5 an unknown id', 'id-9', 400, 'InvalidRequestID'],
    ['an id with a slash', 'id-1/x', 404, 'NotFound'],
  ])('refuses %s and serves what follows', async (_what, id, statusCode, errorType) => {
    const { api, socket, settled, received } = await running();

    socket.write(resultOf(api, id, '1') + resultOf(api, 'id-1', '2'));
    await until(() => received().includes('202 Accepted'));

    expect(received()).toContain(`HTTP/1.1 ${statusCode} `);
    expect(received()).toContain(errorType);
    expect(settled).toEqual([{ functionError: false, payload: '2' }]);
  });

  it('RT-6 ISO-09 refuses a second result in the same write', async () => {
    const { api, socket, settled, received } = await running();

    socket.write(resultOf(api, 'id-1', '1') + resultOf(api, 'id-1', '2') + nextOf(api));
    await until(() => received().includes('id-2'));

    expect(received()).toMatch(/HTTP\/1\.1 202 [^]*HTTP\/1\.1 403 [^]*HTTP\/1\.1 200 /u);
    expect(settled).toEqual([{ functionError: false, payload: '1' }]);
  });

  it('answers in order what is sent while it waits in next', async () => {
    const { api, socket, received } = await running();
    const ping = `GET /2018-06-01/ping HTTP/1.1\r\nHost: ${api.address}\r\n\r\n`;

    socket.write(resultOf(api, 'id-1', '1') + nextOf(api) + ping);
    await until(() => received().includes('pong'));

    expect(received()).toMatch(/HTTP\/1\.1 202 [^]*"id-2"[^]*pong/u);
  });

  it.each([
    ['two lengths', 'Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}'],
    ['a length and chunks', 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}'],
    ['a negative length', 'Content-Length: -2\r\n\r\n{}'],
    ['a length that is no number', 'Content-Length: 0x2\r\n\r\n{}'],
  ])('refuses a result with %s', async (_what, rest) => {
    const { api, socket, settled, received } = await running();
    const [head = ''] = resultOf(api, 'id-1', '{}').split('Content-Length');

    socket.write(head + rest);
    await once(socket, 'close');

    expect(received()).toContain('HTTP/1.1 400 Bad Request');
    expect(settled).toEqual([]);
  });

  it.each(['evil.test', '127.0.0.1:1', 'localhost'])(
    'gives nothing to who came by another name: %s',
    async (host) => {
      const { api, socket, settled, received } = await running();

      socket.write(resultOf(api, 'id-1', '{}').replace(api.address, host));
      await until(() => received().includes('Forbidden'));

      expect(settled).toEqual([]);
    },
  );

  it('RT-8 says nothing of a result that is cut off', async () => {
    const { api, socket, settled } = await running();

    socket.end(resultOf(api, 'id-1', '"long"').slice(0, -2));
    await once(socket, 'close');

    expect(settled).toEqual([]);
    expect((await fetch(`http://${api.address}/2018-06-01/ping`)).status).toBe(200);
  });

  it('survives whatever bytes a function sends to it', async () => {
    const { api, settled } = await open();
    const [host, port] = api.address.split(':');
    const part = fc.oneof(
      fc.constantFrom(
        nextOf(api),
        resultOf(api, 'id-1', '{}').slice(0, 70),
        '\r\n\r\n',
        ' HTTP/1.1',
      ),
      fc.string({ unit: 'binary' }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 5 }), async (parts) => {
        const socket = connect({ port: Number(port), host: host ?? '' });
        socket.on('error', () => {}).resume();
        socket.end(parts.join(''));
        await once(socket, 'close');
      }),
      { numRuns: 60 },
    );

    expect((await fetch(`http://${api.address}/2018-06-01/ping`)).status).toBe(200);
    expect(settled).toEqual([]);
  });
});
