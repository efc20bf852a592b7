/**
 * Request template (VTL) that tells a function behind an `AWS` integration what a proxy integration would tell it: method,
 * path, headers, parameters, identity and body. `requestContext.integrationType` is `AWS`; that is how
 * `@org/proxy-core` knows this event. An empty request has the body `{}` (REQ-8).
 */
export const envelopeRequestTemplate: string = `#set($params = $input.params())
{
  "resource": "$context.resourcePath",
  "httpMethod": "$context.httpMethod",
  "headers": ${mapOf('$params.get("header")')},
  "queryStringParameters": ${mapOf('$params.get("querystring")')},
  "pathParameters": ${mapOf('$params.get("path")')},
  "stageVariables": ${mapOf('$stageVariables')},
  "requestContext": {
    "integrationType": "AWS",
${texts('$context', ['accountId', 'apiId', 'stage', 'requestId', 'extendedRequestId', 'resourcePath', 'httpMethod', 'path', 'protocol', 'domainName', 'domainPrefix'], 4)},
    "requestTimeEpoch": $context.requestTimeEpoch,
    "identity": {
${texts('$context.identity', ['sourceIp', 'userAgent', 'accountId', 'caller', 'user', 'userArn', 'accessKey', 'principalOrgId', 'cognitoIdentityId', 'cognitoIdentityPoolId', 'cognitoAuthenticationType', 'cognitoAuthenticationProvider'], 6)}
    },
    "authorizer": {
${texts('$context.authorizer', ['principalId'], 6)},
      "claims": {
${texts('$context.authorizer.claims', ['sub', 'email', 'scope', 'username'], 8)}
      }
    }
  },
  "body": ${text('$input.body')},
  "isBase64Encoded": false
}`;

/** A JSON text of an expression. `escapeJavaScript` also escapes `'`, which JSON does not know (REQ-21). */
function text(expression: string): string {
  return `"$util.escapeJavaScript(${expression}).replaceAll("\\\\'", "'")"`;
}

function texts(object: string, names: readonly string[], indent: number): string {
  return names
    .map((name) => `${' '.repeat(indent)}"${name}": ${text(`${object}.${name}`)}`)
    .join(',\n');
}

function mapOf(map: string): string {
  const pair = `${text('$name')}: ${text(`${map}.get($name)`)}`;
  return `{#foreach($name in ${map}.keySet())${pair}#if($foreach.hasNext), #end#end}`;
}

/**
 * Answers with the status, headers and body that the function threw as JSON text:
 * `{"statusCode":404,"headers":{},"body":"…"}`. A header named in `except` (lower case) is left to someone else, because
 * overriding one twice is a 500 (REQ-27).
 */
export function thrownResponseTemplate(except?: string): string {
  const override = '#set($context.responseOverride.header[$name] = $thrown.headers.get($name))';
  return [
    `#set($thrown = $util.parseJson($input.path('$.errorMessage')))`,
    '#set($context.responseOverride.status = $thrown.statusCode)',
    '#foreach($name in $thrown.headers.keySet())',
    except === undefined ? override : `#if($name.toLowerCase() != "${except}")${override}#end`,
    '#end',
    '$thrown.body',
  ].join('');
}

/** The same for a thrown 5xx; says nothing to the client about any other failure (RESP-42). */
export function failureResponseTemplate(except?: string): string {
  return [
    `#set($message = $input.path('$.errorMessage'))`,
    `#if($message.startsWith('{"statusCode":5'))`,
    thrownResponseTemplate(except),
    '#else',
    ' {"message": "Internal server error"}',
    '#end',
  ].join('');
}

/** Repeats the request's `Origin` when it is one of these; goes before the rest of a response template. */
export function originTemplate(origins: readonly string[]): string {
  return [
    '#set($origin = $input.params().get("header").get("Origin"))',
    '#if(!$origin || $origin == "")#set($origin = $input.params().get("header").get("origin"))#end',
    `#if(${origins.map((origin) => `$origin == "${origin}"`).join(' || ')})`,
    '#set($context.responseOverride.header.Access-Control-Allow-Origin = $origin)',
    '#end',
  ].join('');
}
