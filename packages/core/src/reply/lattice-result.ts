import { toSingles } from './cookie-spellings.ts';
import type { ShapedReply } from './shaped-reply.ts';
import { describeStatus } from './status-text.ts';

/** The result that VPC Lattice accepts (LAT-5). */
export interface LatticeResult {
  readonly statusCode: number;
  readonly statusDescription?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** A reply as VPC Lattice accepts it: one text per header. */
export function toLatticeResult(reply: ShapedReply): LatticeResult {
  const { statusCode, headers, cookies, body, isBase64Encoded } = reply;
  return {
    statusCode,
    ...describeStatus(statusCode),
    headers: toSingles(headers, cookies),
    body,
    isBase64Encoded,
  };
}
