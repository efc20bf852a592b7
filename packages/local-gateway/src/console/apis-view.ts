import { functionNameOf } from '../assembly/physical-names.ts';
import type { RestApi, RestMethod } from '../model/rest-api.ts';
import { overrideMethod, type IntegrationOverride } from '../server/integration-overrides.ts';
import type { ConsoleSource } from './console-source.ts';
import type { ApisView, ApiView, MethodView, ResourceView } from './wire/apis.ts';

/** All APIs with their stages, resources and methods, and what of them is not served; at most so many methods. */
export function toApisView(gateway: ConsoleSource, maxMethods = 2_000): ApisView {
  const { restApis, diagnostics } = gateway.model();
  let left = maxMethods;
  let omitted = 0;

  const apis = [...Map.groupBy(gateway.endpoints, ({ apiId }) => apiId)].map(
    ([id, endpoints]): ApiView => {
      const [first] = endpoints;
      const frontDoor = first?.frontDoor ?? 'rest-api';
      const rest = frontDoor === 'rest-api' ? restApis.find((api) => api.id === id) : undefined;
      const resources = rest ? restResources(rest, gateway) : routeResources(first?.routes ?? []);
      return {
        id,
        frontDoor,
        stack: first?.stack ?? '',
        name: first?.name ?? '',
        stages: endpoints.map(({ url }) => ({ name: stageOf(url), url })),
        resources: resources.map(limit).filter(({ methods }) => methods.length > 0),
      };
    },
  );
  return {
    apis,
    diagnostics: diagnostics.map(({ stack, logicalId, message }) => ({
      stack,
      logicalId,
      message,
    })),
    omitted,
  };

  function limit({ path, methods }: ResourceView): ResourceView {
    const listed = methods.slice(0, left);
    left -= listed.length;
    omitted += methods.length - listed.length;
    return { path, methods: listed };
  }
}

/** `v1` of `http://localhost:3000/v1`; empty where the URL has no stage. */
export function stageOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

function restResources(api: RestApi, gateway: ConsoleSource): readonly ResourceView[] {
  const overrides = new Map(
    gateway
      .integrationOverrides()
      .filter(({ apiId }) => apiId === api.id)
      .map(({ methodId, type }) => [methodId, type]),
  );
  return api.resources
    .map(({ path, methods }) => ({
      path,
      methods: methods.map((method) => toMethodView(method, overrides.get(method.logicalId))),
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

function toMethodView(
  method: RestMethod,
  override: IntegrationOverride['type'] | undefined,
): MethodView {
  const { logicalId, httpMethod, functionArn, validator } = method;
  const { settings } = override === undefined ? method : overrideMethod(method, override);
  const functionName = functionArn === undefined ? undefined : functionNameOf(functionArn);
  return {
    id: logicalId,
    httpMethod,
    integrationType: settings.Integration.Type,
    declaredType: method.settings.Integration.Type,
    details: {
      authorizationType: method.authorizationType,
      apiKeyRequired: method.apiKeyRequired,
      validateBody: validator?.ValidateRequestBody ?? false,
      validateParameters: validator?.ValidateRequestParameters ?? false,
      ...(functionName !== undefined && { functionName }),
      timeoutInMillis: method.timeoutInMillis,
      settings,
    },
  };
}

/** Of an API that is no REST API only its routes are known here. */
function routeResources(
  routes: ConsoleSource['endpoints'][number]['routes'],
): readonly ResourceView[] {
  return [...Map.groupBy(routes, ({ path }) => path)].map(([path, methods]) => ({
    path,
    methods: methods.map(({ method, integrationType }) => ({
      id: `${method} ${path}`,
      httpMethod: method,
      integrationType,
      declaredType: integrationType,
    })),
  }));
}
