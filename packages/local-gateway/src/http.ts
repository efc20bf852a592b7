/** One header line as it travels: the name in its own spelling, and one value. */
export type HeaderLine = readonly [name: string, value: string];

/** An HTTP request as a front door receives it: nothing decoded, merged or reordered. */
export interface HttpRequest {
  readonly method: string;
  /** Path and query exactly as on the request line: `/v1/hello?name=Ada`. */
  readonly target: string;
  readonly headers: readonly HeaderLine[];
  readonly body: Uint8Array;
}

/** An HTTP response as a front door sends it. */
export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: readonly HeaderLine[];
  readonly body: Uint8Array;
  /** The rest of the body, as it comes; when it throws, the connection is cut (STRM-13). */
  readonly stream?: AsyncIterable<Uint8Array>;
}

/** The response AWS would send, and, where the gateway itself refused, why. */
export interface FrontDoorResponse extends HttpResponse {
  /** In words, for the log and the console; never sent to the client. */
  readonly reason?: string;
}
