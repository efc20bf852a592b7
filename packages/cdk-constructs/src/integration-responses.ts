import type { CorsOptions, IntegrationResponse } from 'aws-cdk-lib/aws-apigateway';
import {
  failureResponseTemplate,
  originTemplate,
  thrownResponseTemplate,
} from './mapping-templates.ts';

/**
 * Success; a thrown `{"statusCode":4xx,…}`; everything else that fails, a thrown 5xx included. No two patterns match the
 * same message, because which one wins is undocumented (REQ-34), and none has a dot, which in Java stops at U+2028.
 */
export function defaultIntegrationResponses(cors?: CorsOptions): IntegrationResponse[] {
  const origins = cors !== undefined && cors.allowOrigins.length > 1 ? cors.allowOrigins : [];
  const several = origins.length > 0;
  const origin = several ? originTemplate(origins) : '';
  const except = several ? 'access-control-allow-origin' : undefined;
  const template = (text: string) => ({
    responseTemplates: { 'application/json': origin + text },
  });
  return [
    { statusCode: '200', ...(several && template("$input.json('$')")) },
    {
      statusCode: '400',
      selectionPattern: String.raw`\{"statusCode":4\d\d[,}][\s\S]*`,
      ...template(thrownResponseTemplate(except)),
    },
    {
      statusCode: '500',
      selectionPattern: String.raw`(?!\{"statusCode":4\d\d[,}])[\s\S]*`,
      ...template(failureResponseTemplate(except)),
    },
  ];
}

/** Adds headers to every integration response; one that a response maps itself stays. */
export function withHeaders(
  responses: readonly IntegrationResponse[],
  responseHeaders: Readonly<Record<string, string>>,
  cors?: CorsOptions,
): IntegrationResponse[] {
  const headers = cors ? withDefaults(responseHeaders, corsHeaders(cors)) : responseHeaders;
  const parameters = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [`method.response.header.${name}`, value]),
  );
  if (Object.keys(parameters).length === 0) return [...responses];
  return responses.map((response) => ({
    ...response,
    responseParameters: withDefaults(response.responseParameters ?? {}, parameters),
  }));
}

/** Names are compared as those of headers are, without regard to case. */
function withDefaults(
  own: Readonly<Record<string, string>>,
  defaults: Readonly<Record<string, string>>,
): Record<string, string> {
  const names = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  const missing = Object.entries(defaults).filter(([name]) => !names.has(name.toLowerCase()));
  return { ...Object.fromEntries(missing), ...own };
}

/** Behind an `AWS` integration the function cannot set headers, so these are mapped. */
function corsHeaders({ allowOrigins, allowCredentials, exposeHeaders }: CorsOptions) {
  const [origin] = allowOrigins;
  return {
    // The first of several is replaced by `originTemplate` when the request comes from another.
    'Access-Control-Allow-Origin': `'${origin}'`,
    ...(origin !== '*' && { Vary: "'Origin'" }),
    ...(allowCredentials && { 'Access-Control-Allow-Credentials': "'true'" }),
    ...(exposeHeaders && { 'Access-Control-Expose-Headers': `'${exposeHeaders.join(',')}'` }),
  };
}
