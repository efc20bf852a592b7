import { type FrontDoorOptions, frontDoors, invoke } from '@org/local-gateway/testing';

import { proxyHandler, type ProxyOptions } from '../src/index.ts';

/** The name of a front door, as the gateway's test kit has them. */
export type FrontDoorName = (typeof frontDoors)[number];

/** Front doors that send status, headers, cookies and bytes of any reply to the client. */
export const httpFrontDoors: readonly FrontDoorName[] = frontDoors.filter(
  (name) => name !== 'websocket' && name !== 'lambda',
);

/** What a test says about a call. */
export interface Call {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly options?: ProxyOptions;
  readonly frontDoorOptions?: FrontDoorOptions;
}

/** What a client gets of a handler that does this, behind a front door. */
export async function answer(
  frontDoor: FrontDoorName,
  handle: () => unknown,
  { method = 'GET', path = '/hello', headers = {}, options = {}, frontDoorOptions }: Call = {},
): Promise<Response> {
  const handler = proxyHandler(options, handle as () => never);
  const request = new Request(`https://api.test${path}`, { method, headers });
  return invoke(handler, request, { ...anyReply, ...frontDoorOptions, frontDoor });
}

// A REST API that decodes bytes for every client (RESP-32), and the envelope of the non-proxy integration.
const anyReply = { binaryMediaTypes: ['*/*'], envelope: true };

/** The bytes of a response. */
export async function bytesOf(response: Response): Promise<Uint8Array> {
  return new Uint8Array(await response.arrayBuffer());
}
