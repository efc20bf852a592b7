import { isJsonObject, type JsonObject } from '../front-doors/json.ts';

/** The properties of an `AWS::ApiGateway::Method` that mapping reads, named as CloudFormation names them. */
export interface MethodSettings {
  /** `method.request.header.X` → whether it is required (REQ-53). */
  readonly RequestParameters: Readonly<Record<string, boolean>>;
  /** Media type → name of a model (REQ-54). */
  readonly RequestModels: Readonly<Record<string, string>>;
  readonly MethodResponses: readonly MethodResponseSettings[];
  readonly Integration: IntegrationSettings;
}

/** One entry of `MethodResponses`. */
export interface MethodResponseSettings {
  readonly StatusCode: string;
}

/** The `Integration` of an `AWS::ApiGateway::Method`. */
export interface IntegrationSettings {
  readonly Type: string;
  /** Empty for `MOCK`. */
  readonly Uri: string;
  readonly IntegrationHttpMethod: string;
  /** Media type → VTL (REQ-3). */
  readonly RequestTemplates: Readonly<Record<string, string>>;
  /** `WHEN_NO_MATCH` when the template says nothing (REQ-2). */
  readonly PassthroughBehavior: PassthroughBehavior;
  /** `integration.request.header.X` → source expression (REQ-47). */
  readonly RequestParameters: Readonly<Record<string, string>>;
  readonly ContentHandling?: ContentHandling;
  readonly IntegrationResponses: readonly IntegrationResponseSettings[];
}

/** One entry of `IntegrationResponses`. */
export interface IntegrationResponseSettings {
  readonly StatusCode: string;
  /** Empty for the default response (REQ-30). */
  readonly SelectionPattern: string;
  /** `method.response.header.X` → source expression (REQ-44). */
  readonly ResponseParameters: Readonly<Record<string, string>>;
  /** Media type → VTL, in the order written (REQ-40). */
  readonly ResponseTemplates: Readonly<Record<string, string>>;
  readonly ContentHandling?: ContentHandling;
}

/** What to do with a body that no template covers (REQ-3). */
export type PassthroughBehavior = 'WHEN_NO_MATCH' | 'WHEN_NO_TEMPLATES' | 'NEVER';

/** Conversion between bytes and base64 text (REQ-11, REQ-46). */
export type ContentHandling = 'CONVERT_TO_TEXT' | 'CONVERT_TO_BINARY';

/**
 * Reads the properties of an `AWS::ApiGateway::Method` whose intrinsics are resolved; what is
 * missing or of another type becomes the default.
 *
 * @example
 * ```ts
 * readMethodSettings({ HttpMethod: 'GET', Integration: { Type: 'MOCK' } }).Integration.PassthroughBehavior; // WHEN_NO_MATCH
 * ```
 */
export function readMethodSettings(properties: unknown): MethodSettings {
  const method = recordOf(properties);
  const integration = recordOf(method['Integration']);
  return {
    RequestParameters: mapValues(method['RequestParameters'], (value) => String(value) === 'true'),
    RequestModels: texts(method['RequestModels']),
    MethodResponses: listOf(method['MethodResponses']).map((response) => ({
      StatusCode: textOf(recordOf(response)['StatusCode']),
    })),
    Integration: {
      Type: textOf(integration['Type']),
      Uri: textOf(integration['Uri']),
      IntegrationHttpMethod: textOf(integration['IntegrationHttpMethod']),
      RequestTemplates: texts(integration['RequestTemplates']),
      PassthroughBehavior: readPassthrough(integration['PassthroughBehavior']),
      RequestParameters: texts(integration['RequestParameters']),
      ...readContentHandling(integration['ContentHandling']),
      IntegrationResponses: listOf(integration['IntegrationResponses']).map(readResponse),
    },
  };
}

function readResponse(value: unknown): IntegrationResponseSettings {
  const response = recordOf(value);
  return {
    StatusCode: textOf(response['StatusCode']),
    SelectionPattern: textOf(response['SelectionPattern']),
    ResponseParameters: texts(response['ResponseParameters']),
    ResponseTemplates: texts(response['ResponseTemplates']),
    ...readContentHandling(response['ContentHandling']),
  };
}

function readPassthrough(value: unknown): PassthroughBehavior {
  const behavior = textOf(value).toUpperCase();
  return behavior === 'NEVER' || behavior === 'WHEN_NO_TEMPLATES' ? behavior : 'WHEN_NO_MATCH';
}

function readContentHandling(value: unknown): { ContentHandling?: ContentHandling } {
  return value === 'CONVERT_TO_TEXT' || value === 'CONVERT_TO_BINARY'
    ? { ContentHandling: value }
    : {};
}

function texts(value: unknown): Record<string, string> {
  return mapValues(value, textOf);
}

function mapValues<Value>(value: unknown, read: (value: unknown) => Value): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(recordOf(value)).map(([key, member]) => [key, read(member)]),
  );
}

/** Templates written as YAML objects arrive as data; AWS stores their JSON text. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return JSON.stringify(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function recordOf(value: unknown): JsonObject {
  return isJsonObject(value) ? value : {};
}
