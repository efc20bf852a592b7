import { afterEach, describe, expect, it, vi } from 'vitest';

import { printLog } from '../../src/cli/print-log.ts';
import type { LogEntry } from '../../src/log.ts';

const entry = (parts: object = {}): LogEntry => ({
  kind: 'request',
  trace: {
    exchange: {
      requestId: 'id-1',
      extendedRequestId: 'x=',
      receivedAt: Date.UTC(2026, 10, 22, 18, 27, 5),
      sourceIp: '127.0.0.1',
      traceId: 'Root=1',
    },
    frontDoor: 'rest-api',
    stack: 'Stack',
    api: 'Api',
    request: {
      method: 'POST',
      target: '/v1/hello',
      headers: [],
      body: Buffer.from('one\nerror: forged'),
    },
    route: {
      stage: 'v1',
      resourcePath: '/hello',
      httpMethod: 'POST',
      integrationType: 'AWS_PROXY',
    },
    response: {
      statusCode: 502,
      headers: [],
      body: new Uint8Array(),
      reason: 'unknown key "a"',
    },
    durationMs: 1.25,
    notes: ['a note'],
    advice: { clause: 'RESP-1', meaning: 'it means this', fix: 'do that' },
    ...parts,
  },
});

describe('printLog', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  function printed(
    stream: NodeJS.WriteStream,
    options: { json: boolean; verbose: boolean },
  ): string {
    let text = '';
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      text += String(chunk);
      return true;
    });
    printLog(options)(entry());
    return text;
  }

  it('prints a request with its reason, what that means, and the fix', () => {
    expect(printed(process.stdout, { json: false, verbose: false }).split('\n')).toEqual([
      '18:27:05 POST /v1/hello 502 1.3 ms  Stack',
      '         unknown key "a"',
      '         RESP-1: it means this',
      '         to mend it: do that',
      '         a note',
      '',
    ]);
  });

  it('prints the execution log of API Gateway when it is verbose (REST-70), each line on one line', () => {
    const lines = printed(process.stdout, { json: false, verbose: true }).split('\n');

    expect(lines.some((line) => line.endsWith('Method completed with status: 502'))).toBe(true);
    expect(lines.some((line) => line.startsWith('error: forged'))).toBe(false);
  });

  it('prints one JSON line to stderr for machines', () => {
    const text = printed(process.stderr, { json: true, verbose: false });

    expect(JSON.parse(text)).toMatchObject({
      status: 502,
      reason: 'unknown key "a"',
      advice: { clause: 'RESP-1', fix: 'do that' },
      notes: ['a note'],
    });
  });
});
