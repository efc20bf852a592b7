/** What the front door knows about one request besides its bytes. */
export interface Exchange {
  /** A UUID: `x-amzn-RequestId` on REST APIs (REST-13). */
  readonly requestId: string;
  /** A short base64-like id: `x-amz-apigw-id`, `Apigw-Requestid` (REST-13, HTTP2-6). */
  readonly extendedRequestId: string;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** Address of the client's socket. */
  readonly sourceIp: string;
  /** `Root=1-<8 hex>-<24 hex>` (REST-29). */
  readonly traceId: string;
}
