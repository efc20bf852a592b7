import type { Exchange } from '../../exchange.ts';
import type { HeaderLine } from '../../http.ts';
import { headerValue, withHeaders } from '../header-lines.ts';

/** What CloudFront adds to a request on its way to an EDGE endpoint (REST-30). */
export function addEdgeHeaders(
  headers: readonly HeaderLine[],
  exchange: Exchange,
): readonly HeaderLine[] {
  const forwarded = headerValue(headers, 'x-forwarded-for');
  const added: readonly HeaderLine[] = [
    ['CloudFront-Forwarded-Proto', 'https'],
    ['CloudFront-Is-Desktop-Viewer', 'true'],
    ['CloudFront-Is-Mobile-Viewer', 'false'],
    ['CloudFront-Is-SmartTV-Viewer', 'false'],
    ['CloudFront-Is-Tablet-Viewer', 'false'],
    ['CloudFront-Viewer-ASN', '64496'],
    ['CloudFront-Viewer-Country', 'DE'],
    ['Via', `1.1 ${VIA}`],
    ['X-Amz-Cf-Id', cloudFrontId(exchange)],
    ['X-Forwarded-For', `${forwarded}, ${CLOUDFRONT_ADDRESS}`],
  ];
  return withHeaders(headers, added);
}

/** What CloudFront adds to a response on its way back (RESP-21). */
export function edgeResponseHeaders(exchange: Exchange, failed: boolean): readonly HeaderLine[] {
  return [
    ['Via', `1.1 ${VIA}`],
    ['X-Cache', failed ? 'Error from cloudfront' : 'Miss from cloudfront'],
    ['X-Amz-Cf-Pop', 'FRA56-P1'],
    ['X-Amz-Cf-Id', cloudFrontId(exchange)],
  ];
}

function cloudFrontId({ requestId }: Exchange): string {
  return `${Buffer.from(requestId).toString('base64url').slice(0, 54)}==`;
}

const VIA = '0123456789abcdef0123456789abcdef.cloudfront.net (CloudFront)';
// From a range reserved for documentation.
const CLOUDFRONT_ADDRESS = '203.0.113.10';
