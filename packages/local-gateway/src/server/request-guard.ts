import { headerValues } from '../front-doors/header-lines.ts';
import type { HttpRequest } from '../http.ts';

/** What the gateway answers itself, before any front door sees the request. */
export interface Refusal {
  readonly statusCode: number;
  readonly message: string;
}

/**
 * Refuses what no front door of AWS would get to see: a second `Host`, a host that is not this machine (DNS rebinding),
 * an absolute or asterisk target, `TRACE`, an HTTP/1.0 request with `Transfer-Encoding`, a transfer coding but chunked,
 * a thousand headers.
 */
export function refuseRequest(
  { method, target, headers }: HttpRequest,
  httpVersion: string,
  allowsHost: (host: string) => boolean = () => false,
): Refusal | undefined {
  if (headers.length > maxHeaders) {
    return {
      statusCode: 431,
      message: `found ${headers.length} headers, at most ${maxHeaders} are read`,
    };
  }
  const hosts = headerValues(headers, 'host');
  if (hosts.length !== 1) return badRequest(`found ${hosts.length} Host headers, expected one`);
  const [host = ''] = hosts;
  if (!/^[\w.~!$&'()*+,;=%:[\]-]+$/.test(host))
    return badRequest('found no host in the Host header');
  if (!isLoopbackHost(host) && !allowsHost(host)) {
    return {
      statusCode: 403,
      message: 'this host is not served here, expected localhost, 127.0.0.1 or [::1]',
    };
  }
  if (!target.startsWith('/'))
    return badRequest('found no path in the request line, expected one that starts with /');
  if (method === 'TRACE') return { statusCode: 405, message: 'TRACE is not served' };

  const codings = headerValues(headers, 'transfer-encoding');
  if (codings.length > 0 && httpVersion !== '1.1') {
    return badRequest(`found Transfer-Encoding on HTTP/${httpVersion}, expected HTTP/1.1`);
  }
  if (codings.some((coding) => !coding.toLowerCase().endsWith('chunked'))) {
    return badRequest('found a Transfer-Encoding that does not end with chunked');
  }
  if (codings.some((coding) => coding.toLowerCase() !== 'chunked')) {
    return { statusCode: 501, message: 'found a transfer coding other than chunked' };
  }
  return undefined;
}

/** No front door of AWS takes more than ten kilobytes of them. */
const maxHeaders = 1_000;

/** Names of this machine as a browser writes them, with or without a port; nothing that merely resolves to it. */
export function isLoopbackHost(host: string): boolean {
  return /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/.test(host);
}

function badRequest(message: string): Refusal {
  return { statusCode: 400, message };
}
