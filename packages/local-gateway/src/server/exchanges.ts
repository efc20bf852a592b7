import { randomBytes, randomUUID } from 'node:crypto';

import type { Exchange } from '../exchange.ts';

/** Makes up what AWS numbers a request by. */
export function createExchange(sourceIp: string, now: number = Date.now()): Exchange {
  return {
    requestId: randomUUID(),
    // 11 bytes and their padding make 16 characters that end in `=` (REST-13).
    extendedRequestId: randomBytes(11).toString('base64').replaceAll('+', '-').replaceAll('/', '_'),
    receivedAt: now,
    sourceIp,
    traceId: `Root=1-${Math.floor(now / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
  };
}
