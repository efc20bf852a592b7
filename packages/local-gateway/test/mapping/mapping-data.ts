import type { HttpRequest } from '../../src/http.ts';
import { toJava, type JavaMap, type JavaValue } from '../../src/mapping/java-values.ts';
import { readMethodSettings, type MethodSettings } from '../../src/mapping/method-settings.ts';
import { createContextMap } from '../../src/mapping/overrides.ts';
import type { MappingScope } from '../../src/mapping/request-values.ts';
import { renderTemplate, type RenderedTemplate } from '../../src/mapping/vtl/template.ts';

/** A request as a client sends it. */
export function httpRequest({
  body = '',
  ...request
}: Partial<Omit<HttpRequest, 'body'>> & { body?: string | Uint8Array } = {}): HttpRequest {
  return {
    method: 'POST',
    target: '/v1/hello',
    headers: [],
    ...request,
    body: typeof body === 'string' ? Buffer.from(body) : body,
  };
}

export const context = {
  apiId: 'abcdef1234',
  stage: 'v1',
  requestId: 'c6af9ac6-7b61-11e6-9a41-93e8deadbeef',
  resourcePath: '/hello',
  httpMethod: 'POST',
  identity: { sourceIp: '192.0.2.1', user: null },
};

export function mappingScope(scope: Partial<MappingScope> = {}): MappingScope {
  return { pathParameters: {}, stageVariables: {}, context, ...scope };
}

/** A method of a non-proxy integration: a default response 200 unless told otherwise. */
export function methodOf(integration: object = {}, method: object = {}): MethodSettings {
  return readMethodSettings({
    MethodResponses: [{ StatusCode: '200' }],
    ...method,
    Integration: {
      Type: 'AWS',
      IntegrationHttpMethod: 'POST',
      IntegrationResponses: [{ StatusCode: '200' }],
      ...integration,
    },
  });
}

export function textOf(body: Uint8Array): string {
  return Buffer.from(body).toString();
}

/** What a template reads; parameters have one value each. */
export interface RenderOptions {
  readonly body?: string;
  readonly params?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly context?: JavaMap;
  readonly stageVariables?: Readonly<Record<string, string>>;
}

/** Renders a template; an error is `{ error }`. */
export function tryRender(template: string, options: RenderOptions = {}): RenderedTemplate {
  const values = (kind: string) =>
    new Map(Object.entries(options.params?.[kind] ?? {}).map(([name, value]) => [name, [value]]));
  return renderTemplate(template, {
    body: options.body ?? '{}',
    values: { path: values('path'), querystring: values('querystring'), header: values('header') },
    context: options.context ?? createContextMap(context),
    stageVariables: options.stageVariables ?? {},
  });
}

/** Renders a template that is expected to succeed. */
export function render(template: string, options: RenderOptions = {}): string {
  const result = tryRender(template, options);
  if ('error' in result) throw new Error(result.error);
  return result.text;
}

/** A map as a template sees it. */
export function javaMap(value: object): JavaMap {
  const map: JavaValue = toJava(value);
  if (map instanceof Map) return map;
  throw new TypeError('expected an object');
}
