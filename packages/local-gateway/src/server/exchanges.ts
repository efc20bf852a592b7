import { randomFillSync, randomUUID } from 'node:crypto';

import type { Exchange } from '../exchange.ts';

/** Makes up what AWS numbers a request by. */
export function createExchange(sourceIp: string, now: number = Date.now()): Exchange {
  return {
    requestId: randomUUID(),
    // 11 bytes and their padding make 16 characters that end in `=` (REST-13).
    extendedRequestId: `${takeRandom(11).toString('base64url')}=`,
    receivedAt: now,
    sourceIp,
    traceId: `Root=1-${Math.floor(now / 1000).toString(16)}-${takeRandom(12).toString('hex')}`,
  };
}

const pool = Buffer.alloc(4_096);
let taken = pool.length;

/** Random bytes out of a pool: each call to the generator costs more than what is made of its bytes. */
function takeRandom(count: number): Buffer {
  if (taken + count > pool.length) {
    randomFillSync(pool);
    taken = 0;
  }
  taken += count;
  return pool.subarray(taken - count, taken);
}
