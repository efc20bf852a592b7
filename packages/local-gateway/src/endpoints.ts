import type { FunctionUrl } from './model/function-url.ts';
import type { HttpApi } from './model/http-api.ts';
import type { Listener } from './model/load-balancer.ts';
import type { Model } from './model/model.ts';
import type { RestApi } from './model/rest-api.ts';

/** A stage of an API, a function URL or a listener, and where it is served. */
export interface Endpoint {
  readonly frontDoor: ServedApi['frontDoor'];
  readonly apiId: string;
  readonly stack: string;
  /** Of the API, of the function, or of the load balancer. */
  readonly name: string;
  /** `http://localhost:3000/v1`, without a stage `http://localhost:3001` */
  readonly url: string;
  readonly routes: readonly {
    readonly method: string;
    readonly path: string;
    /** `AWS`, `AWS_PROXY`, `MOCK` …; a URL's invoke mode, a listener's action. */
    readonly integrationType: string;
  }[];
}

/** What has a port of its own. */
export type ServedApi = RestApi | HttpApi | FunctionUrl | Listener;

/** Everything of a model that is served, in the order of the ports. */
export function servedApis({
  restApis,
  httpApis,
  functionUrls,
  listeners,
}: Model): readonly ServedApi[] {
  return [...restApis, ...httpApis, ...functionUrls, ...listeners];
}

/** The endpoints of an API that is served on a port. */
export function endpointsOf(api: ServedApi, port: number): readonly Endpoint[] {
  const { frontDoor, id, stack, name } = api;
  const origin = `http://localhost:${port}`;
  const common = { frontDoor, apiId: id, stack, name, routes: routesOf(api) };
  if (api.frontDoor === 'rest-api' || api.frontDoor === 'http-api') {
    return api.stages.map((stage) => ({
      ...common,
      url: stage.name === '$default' ? origin : `${origin}/${stage.name}`,
    }));
  }
  return [{ ...common, url: origin }];
}

function routesOf(api: ServedApi): Endpoint['routes'] {
  switch (api.frontDoor) {
    case 'rest-api':
      return api.resources.flatMap(({ path, methods }) =>
        methods.map(({ httpMethod, settings }) => ({
          method: httpMethod,
          path,
          integrationType: settings.Integration.Type,
        })),
      );
    case 'http-api':
      return api.routes.map(({ routeKey, integration }) => {
        const [method = 'ANY', path] = routeKey.split(' ');
        return {
          method: path === undefined ? 'ANY' : method,
          // `$default` serves every path, `/` among them.
          path: path ?? '/',
          integrationType: integration.type,
        };
      });
    case 'function-url':
      return [{ method: 'ANY', path: '/', integrationType: api.invokeMode }];
    default:
      return api.rules.map(({ conditions, action }) => {
        const paths = conditions.find(({ field }) => field === 'path-pattern');
        const methods = conditions.find(({ field }) => field === 'http-request-method');
        return {
          method: firstValue(methods) ?? 'ANY',
          path: firstValue(paths) ?? '/',
          integrationType: action.type,
        };
      });
  }
}

function firstValue(condition: object | undefined): string | undefined {
  const values: unknown = condition && 'values' in condition ? condition.values : [];
  const first: unknown = Array.isArray(values) ? values[0] : undefined;
  return typeof first === 'string' ? first : undefined;
}
