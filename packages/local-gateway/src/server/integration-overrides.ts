import type { MethodSettings } from '../mapping/method-settings.ts';
import type { RestApi, RestMethod } from '../model/rest-api.ts';

/** The integration type that a method is served as instead of its own. */
export interface IntegrationOverride {
  readonly apiId: string;
  /** Logical id in the template. */
  readonly methodId: string;
  readonly type: 'AWS' | 'AWS_PROXY';
}

/** Overrides that live as long as the gateway; nothing of them is written anywhere. */
export interface IntegrationOverrides {
  /** Without a type the method is served as its template says again. */
  set(apiId: string, methodId: string, type: IntegrationOverride['type'] | undefined): void;
  list(): readonly IntegrationOverride[];
  /** The API as it is served: a copy where a method of it is overridden. */
  apply(api: RestApi): RestApi;
}

/** Keeps which methods are served with *Use Lambda proxy integration* switched over. */
export function createIntegrationOverrides(): IntegrationOverrides {
  const overrides = new Map<string, IntegrationOverride>();
  /** Copies by the API that they are of: the same one for every request. */
  let applied = new WeakMap<RestApi, RestApi>();

  return {
    set(apiId, methodId, type) {
      if (type === undefined) overrides.delete(keyOf(apiId, methodId));
      else overrides.set(keyOf(apiId, methodId), { apiId, methodId, type });
      applied = new WeakMap();
    },
    list: () => [...overrides.values()],
    apply(api) {
      if (![...overrides.values()].some(({ apiId }) => apiId === api.id)) return api;
      const known = applied.get(api);
      if (known !== undefined) return known;
      const resources = api.resources.map((resource) => ({
        ...resource,
        methods: resource.methods.map((method) => {
          const override = overrides.get(keyOf(api.id, method.logicalId));
          return override === undefined ? method : overrideMethod(method, override.type);
        }),
      }));
      const copy = { ...api, resources };
      applied.set(api, copy);
      return copy;
    },
  };
}

function keyOf(apiId: string, methodId: string): string {
  return `${apiId}/${methodId}`;
}

/**
 * A Lambda method with the other integration type. A proxy method declares no integration responses, without which
 * every answer of type `AWS` is a 500 (REQ-33): it gets a default one, status 200, and its body passes through (REQ-2).
 */
export function overrideMethod(method: RestMethod, type: IntegrationOverride['type']): RestMethod {
  const { settings } = method;
  const { Type } = settings.Integration;
  if (Type === type || (Type !== 'AWS' && Type !== 'AWS_PROXY')) return method;
  const overridden = { ...settings, Integration: { ...settings.Integration, Type: type } };
  return { ...method, settings: type === 'AWS' ? withDefaultResponse(overridden) : overridden };
}

function withDefaultResponse(settings: MethodSettings): MethodSettings {
  const { Integration, MethodResponses } = settings;
  if (Integration.IntegrationResponses.length > 0) return settings;
  return {
    ...settings,
    MethodResponses: MethodResponses.some(({ StatusCode }) => StatusCode === '200')
      ? MethodResponses
      : [...MethodResponses, { StatusCode: '200' }],
    Integration: {
      ...Integration,
      PassthroughBehavior: 'WHEN_NO_MATCH',
      IntegrationResponses: [
        { StatusCode: '200', SelectionPattern: '', ResponseParameters: {}, ResponseTemplates: {} },
      ],
    },
  };
}
