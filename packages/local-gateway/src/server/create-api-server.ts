import type { ServedApi } from '../endpoints.ts';
import type { ApiServer, ApiServices } from './api-server.ts';
import { createFunctionUrlServer } from './function-url.ts';
import { createHttpApiServer } from './http-api.ts';
import { createListenerServer } from './load-balancer.ts';
import { createRestApiServer } from './rest-api.ts';

/** The server of an API by its kind; `current` gives the API as the last reload left it. */
export function createApiServer(
  api: ServedApi,
  current: () => ServedApi,
  services: ApiServices,
): ApiServer {
  switch (api.frontDoor) {
    case 'rest-api':
      return createRestApiServer(() => ofKind(current(), 'rest-api') ?? api, services);
    case 'http-api':
      return createHttpApiServer(() => ofKind(current(), 'http-api') ?? api, services);
    case 'function-url':
      return createFunctionUrlServer(() => ofKind(current(), 'function-url') ?? api, services);
    default:
      return createListenerServer(() => ofKind(current(), 'alb') ?? api, services);
  }
}

type ApiOfKind<Kind extends ServedApi['frontDoor']> = Extract<
  ServedApi,
  { readonly frontDoor: Kind }
>;

function ofKind<Kind extends ServedApi['frontDoor']>(
  api: ServedApi,
  kind: Kind,
): ApiOfKind<Kind> | undefined {
  return isOfKind(api, kind) ? api : undefined;
}

function isOfKind<Kind extends ServedApi['frontDoor']>(
  api: ServedApi,
  kind: Kind,
): api is ApiOfKind<Kind> {
  return api.frontDoor === kind;
}
