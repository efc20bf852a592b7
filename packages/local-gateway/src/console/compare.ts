import { requestIn, send, endpointIn, type TryItContext } from './try-it.ts';
import { objectIn, overrideIn, textIn, type Input } from './read-input.ts';
import type { HttpRequest } from '../http.ts';
import type { ComparedView, SentView } from './wire/requests.ts';

/** Sends one request to two places, one after the other, each with the box of a method on or off where that is asked. */
export async function compare(context: TryItContext, input: Input): Promise<ComparedView> {
  const request = objectIn(input, 'request');
  const sideOf = (name: string) => {
    const side = objectIn(input, name);
    const own = Object.hasOwn(side, 'path') ? { ...request, path: side['path'] } : request;
    return { side, request: requestIn(own) };
  };
  const [left, right] = [sideOf('left'), sideOf('right')];
  return {
    left: await sendTo(context, left.side, left.request),
    right: await sendTo(context, right.side, right.request),
  };
}

/** For as long as the request takes every other one of this method is served that way, too. */
async function sendTo(context: TryItContext, side: Input, request: HttpRequest): Promise<SentView> {
  const endpoint = endpointIn(context.gateway, side);
  if (!Object.hasOwn(side, 'override')) return send(context, endpoint, request);
  const { gateway } = context;
  const { apiId } = endpoint;
  const override = objectIn(side, 'override');
  const methodId = textIn(override, 'methodId');
  const before = gateway
    .integrationOverrides()
    .find((one) => one.apiId === apiId && one.methodId === methodId);
  gateway.overrideIntegration(apiId, methodId, overrideIn(override, 'type'));
  try {
    return await send(context, endpoint, request);
  } finally {
    gateway.overrideIntegration(apiId, methodId, before?.type);
  }
}
