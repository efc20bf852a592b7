import { headerProblem } from '../front-doors/outgoing-headers.ts';
import { readStatusCode } from '../front-doors/result-members.ts';
import type { FrontDoorResponse, HeaderLine } from '../http.ts';
import {
  gatewayResponseTypes,
  type GatewayResponseDefaults,
  type GatewayResponseType,
} from './gateway-response-types.ts';
import { mediaType } from '../front-doors/media-type.ts';
import { readContextPath, readParameterSource } from './parameter-source.ts';
import type { RequestValues } from './request-values.ts';

/** The properties of an `AWS::ApiGateway::GatewayResponse`, named as CloudFormation names them. */
export interface GatewayResponseSettings {
  readonly ResponseType: GatewayResponseType;
  readonly StatusCode?: string | number;
  /** `gatewayresponse.header.X` → source expression (GW-11). */
  readonly ResponseParameters?: Readonly<Record<string, string>>;
  /** Media type → template of simple substitutions (GW-12). */
  readonly ResponseTemplates?: Readonly<Record<string, string>>;
}

/** What a gateway response says, and what its customisation may read. */
export interface GatewayResponseOptions {
  /** `$context.error.message`; `null` as for a failed authorizer (GW-15). */
  readonly message: string | null;
  /** `$context` of the exchange. */
  readonly context: Readonly<Record<string, unknown>>;
  /** The API's customised gateway responses. @default [] */
  readonly customised?: readonly GatewayResponseSettings[];
  /** Status where nothing sets one. @default that of the type */
  readonly statusCode?: number;
  /** Value of `x-amzn-ErrorType`. @default that of the type */
  readonly errorType?: string;
  /** In words, for the log. */
  readonly reason?: string;
  /** `$context.error.validationErrorString` (REQ-29). */
  readonly validationError?: string;
  /** The request's `Accept` (GW-12). */
  readonly accept?: string | undefined;
  readonly values?: RequestValues;
  readonly stageVariables?: Readonly<Record<string, string>>;
}

/**
 * Builds the answer of a gateway response type, customised or not (GW-8..GW-14). Headers are
 * `Content-Type`, `x-amzn-ErrorType` and the customised ones; the front door adds its ids.
 *
 * @example
 * ```ts
 * gatewayResponse('MISSING_AUTHENTICATION_TOKEN', {
 *   message: 'Missing Authentication Token',
 *   context: {},
 * }).statusCode; // 403
 * ```
 */
export function gatewayResponse(
  type: GatewayResponseType,
  options: GatewayResponseOptions,
): FrontDoorResponse {
  const defaults = gatewayResponseTypes[type];
  const statusCode = options.statusCode ?? defaults.statusCode ?? 500;
  const custom = findCustomised(type, statusCode, options.customised ?? []);
  const { template, contentType } = chooseTemplate(custom?.ResponseTemplates ?? {}, options.accept);
  const body =
    template === undefined
      ? defaultBody(type, defaults, options.message)
      : substitute(template, type, options);

  const headers = new Map<string, HeaderLine>([
    ['content-type', ['Content-Type', contentType]],
    ['x-amzn-errortype', ['x-amzn-ErrorType', options.errorType ?? defaults.errorType]],
  ]);
  for (const [name, value] of mapHeaders(custom?.ResponseParameters ?? {}, options)) {
    headers.set(name.toLowerCase(), [name, value]);
  }
  return {
    statusCode: readStatusCode(custom?.StatusCode) ?? statusCode,
    headers: [...headers.values()],
    body: Buffer.from(body),
    ...(options.reason === undefined ? {} : { reason: options.reason }),
  };
}

/** GW-10: a customised type wins completely, else its family. */
function findCustomised(
  type: GatewayResponseType,
  statusCode: number,
  customised: readonly GatewayResponseSettings[],
): GatewayResponseSettings | undefined {
  // The family goes by the type's own status; a status given at run time stands in for one without.
  const status = gatewayResponseTypes[type].statusCode ?? statusCode;
  const family = status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  return (
    customised.find(({ ResponseType }) => ResponseType === type) ??
    customised.find(({ ResponseType }) => ResponseType === family)
  );
}

/** GW-12: by the first type of `Accept`, else `application/json`, else the first. */
function chooseTemplate(
  templates: Readonly<Record<string, string>>,
  accept: string | undefined,
): { template?: string; contentType: string } {
  const entries = Object.entries(templates);
  const find = (type: string | undefined) => entries.find(([key]) => mediaType(key) === type);
  const [contentType, template] = find(mediaType(accept)) ??
    find('application/json') ??
    entries[0] ?? ['application/json', ''];
  return template === '' ? { contentType } : { template, contentType };
}

/** GW-14: hard-wired messages carry a blank after the colon; GW-17: `Message` with a capital on denials. */
function defaultBody(
  type: GatewayResponseType,
  { hardWired }: GatewayResponseDefaults,
  message: string | null,
): string {
  const name = type === 'ACCESS_DENIED' ? 'Message' : 'message';
  return `{"${name}":${hardWired === true ? ' ' : ''}${JSON.stringify(message)}}`;
}

const VARIABLE =
  /\$(?:\{((?:context|stageVariables|method)\.[^}]+)\}|((?:context|stageVariables|method)(?:\.[\w-]+)+))/g;

/** GW-12: variables are replaced, nothing is evaluated; an unknown one gives empty text. */
function substitute(
  template: string,
  type: GatewayResponseType,
  options: GatewayResponseOptions,
): string {
  const error = {
    message: options.message ?? '',
    messageString: JSON.stringify(options.message),
    responseType: type,
    validationErrorString: options.validationError,
  };
  return template.replace(VARIABLE, (_, braced: string | undefined, plain: string | undefined) => {
    const name = braced ?? plain ?? '';
    if (name.startsWith('context.error.')) {
      return readContextPath({ error }, name.slice('context.'.length)) ?? '';
    }
    return readSource(name, options)?.at(-1) ?? '';
  });
}

function mapHeaders(
  parameters: Readonly<Record<string, string>>,
  options: GatewayResponseOptions,
): HeaderLine[] {
  return Object.entries(parameters).flatMap(([target, source]): HeaderLine[] => {
    const name = /^gatewayresponse\.header\.([\s\S]+)$/.exec(target)?.[1];
    const value = readSource(source, options)?.at(-1);
    if (name === undefined || value === undefined) return [];
    const line = [name, value.replace(/[\r\n]+/g, ' ')] as const;
    return headerProblem(line) === undefined ? [line] : [];
  });
}

function readSource(expression: string, options: GatewayResponseOptions) {
  return readParameterSource(expression, {
    request: options.values ?? { path: new Map(), querystring: new Map(), header: new Map() },
    stageVariables: options.stageVariables ?? {},
    context: options.context,
    requestBody: () => undefined,
  });
}
