import { execFileSync } from 'node:child_process';
import { createServer, type IncomingMessage } from 'node:http';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { toCurl } from '../../../src/console/app/trace/to-curl.ts';
import { bodyOf, traceOf } from './traces.ts';

/** The words that a shell makes of a command line. */
const words = (command: string) =>
  execFileSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' })
    .split('\0')
    .slice(0, -1);

describe('toCurl', () => {
  it('is a command that sends the same request', () => {
    expect(toCurl(traceOf())).toBe(
      String.raw`curl -i -X 'POST' -g 'http://localhost:3000/v1/hello?name=Ada' -H 'Content-Type: application/json' --data-raw '{"it'\''s":1}'`,
    );
  });

  it('has no data for a request without a body, and pipes bytes that are no text', () => {
    const { request } = traceOf();
    const none = traceOf({ request: { ...request, method: 'GET', body: bodyOf('') } });
    const bytes = traceOf({ request: { ...request, body: { ...bodyOf('/w=='), base64: true } } });

    expect(toCurl(none)).not.toMatch(/-X|--data/);
    expect(toCurl(bytes)).toMatch(/^printf %s '\/w==' \| base64 -d \| curl .* --data-binary @-$/);
  });

  it('lets a shell run nothing of what a client sent', () => {
    const text = fc.string({
      unit: fc.constantFrom("'", '"', '$(id)', '`', '\\', ';', '@', ' ', 'a', '\n'),
    });

    fc.assert(
      fc.property(text, text, (body, value) => {
        const { request } = traceOf();
        const command = toCurl(
          traceOf({ request: { ...request, headers: [['X-A', value]], body: bodyOf(`${body}.`) } }),
        );
        const found = words(command);
        expect(found.at(-1)).toBe(`${body}.`);
        expect(found).toContain(value === '' ? 'X-A;' : `X-A: ${value}`);
        expect(found).toHaveLength(10);
      }),
      { numRuns: 30 },
    );
  });

  it('works', async () => {
    const { promise, resolve } = Promise.withResolvers<IncomingMessage>();
    const server = createServer((message, response) => {
      resolve(message);
      response.end();
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;

    const command = toCurl(traceOf({ origin: `http://127.0.0.1:${port}` }));
    const { exec } = await import('node:child_process');
    const ran = new Promise<string>((done) => exec(`${command} -s`, (_, stdout) => done(stdout)));

    expect(await promise).toMatchObject({ method: 'POST', url: '/v1/hello?name=Ada' });
    expect(await ran).toContain('200 OK');
    server.close();
  });
});
