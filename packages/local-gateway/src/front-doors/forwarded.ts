import type { Exchange } from '../exchange.ts';
import type { HttpRequest } from '../http.ts';
import { headerValues } from './header-lines.ts';

/** `X-Forwarded-For` after the front door: what the client claimed, then the address it called from. */
export function forwardedFor(request: HttpRequest, exchange: Exchange): string {
  return [...headerValues(request.headers, 'x-forwarded-for'), exchange.sourceIp].join(', ');
}
