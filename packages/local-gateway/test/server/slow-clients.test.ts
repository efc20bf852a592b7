import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

import { jsonResponse } from '../../src/server/json-response.ts';
import { listen } from '../../src/server/listen.ts';
import { send } from '../http-client.ts';

const program = fileURLToPath(new URL('../programs/slow-clients.ts', import.meta.url));

it('GW-11: cuts 2,000 connections that never finish their headers, and serves others meanwhile', async () => {
  const { port, close } = await listen({
    port: 0,
    respond: async () => jsonResponse(200, '{}'),
    bodyLimit: 1000,
    bodyTooLarge: jsonResponse(413, '"too large"'),
    tooBusy: jsonResponse(429, '"busy"'),
    onError: () => {},
  });
  try {
    const slow = promisify(execFile)(process.execPath, [program, String(port), '2000']);
    while (slow.child.exitCode === null) {
      // oxlint-disable-next-line no-await-in-loop -- one client that asks again and again
      expect(await send(`http://localhost:${port}/good`)).toMatchObject({ status: 200 });
      // oxlint-disable-next-line no-await-in-loop -- see above
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    const { stdout } = await slow;

    expect(JSON.parse(stdout)).toEqual(Array(2000).fill('HTTP/1.1 408 Request Timeout'));
  } finally {
    await close();
  }
});
