import type { Exchange } from '../exchange.ts';
import type { FrontDoorOptions } from './options.ts';

/** The exchange of a test: the same ids, time and address each time, unless the options say others. */
export function testExchange({
  requestId = '00000000-0000-4000-8000-000000000001',
  extendedRequestId = 'AAAAAAAAAAAAAAA=',
  now = Date.UTC(2026, 0, 1),
  sourceIp = '203.0.113.7',
  traceId = 'Root=1-6955b900-000000000000000000000001',
}: FrontDoorOptions = {}): Exchange {
  return { requestId, extendedRequestId, receivedAt: now, sourceIp, traceId };
}
