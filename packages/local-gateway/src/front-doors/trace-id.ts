import type { Exchange } from '../exchange.ts';
import type { HttpRequest } from '../http.ts';
import { headerValue } from './header-lines.ts';

/**
 * `X-Amzn-Trace-Id` as the function sees it: the exchange's own, the client's when it is complete,
 * and a client's `Root` alone with a `Parent` added (REST-31).
 */
export function eventTraceId(request: HttpRequest, exchange: Exchange): string {
  const sent = headerValue(request.headers, 'x-amzn-trace-id');
  if (sent === undefined || !hasField(sent, 'Root')) return exchange.traceId;
  return hasField(sent, 'Parent') ? sent : `${sent};Parent=${parentId(exchange)}`;
}

/** `X-Amzn-Trace-Id` as the client sees it: with `Parent`, `Sampled` and `Lineage` (RESP-18). */
export function responseTraceId(request: HttpRequest, exchange: Exchange): string {
  const known = eventTraceId(request, exchange);
  const parent = hasField(known, 'Parent') ? known : `${known};Parent=${parentId(exchange)}`;
  const sampled = hasField(parent, 'Sampled') ? parent : `${parent};Sampled=0`;
  return hasField(sampled, 'Lineage') ? sampled : `${sampled};Lineage=1:${lineage(exchange)}:0`;
}

function hasField(traceId: string, field: keyof typeof FIELDS): boolean {
  return FIELDS[field].test(traceId);
}

const FIELDS = {
  Root: /(?:^|;)\s*Root=/,
  Parent: /(?:^|;)\s*Parent=/,
  Sampled: /(?:^|;)\s*Sampled=/,
  Lineage: /(?:^|;)\s*Lineage=/,
};

// Taken from the request id, so that one exchange has one parent wherever it is asked.
function parentId({ requestId }: Exchange): string {
  return hexDigits(requestId).slice(0, 16).padEnd(16, '0');
}

function lineage({ requestId }: Exchange): string {
  return hexDigits(requestId).slice(-8).padStart(8, '0');
}

function hexDigits(text: string): string {
  return text.toLowerCase().replaceAll(/[^0-9a-f]/g, '');
}
