import { type IResource, Resource } from 'aws-cdk-lib/aws-apigateway';
import { Token } from 'aws-cdk-lib/core';
import type { ProxyRestApiOptions } from './proxy-rest-api-options.ts';

const METHODS = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
// The whole request line with its headers may have 10,240 bytes.
const LONGEST_PATH = 8192;

/** Throws a `TypeError` that names the route when API Gateway could not have it. */
export function checkPath(path: string): void {
  if (Token.isUnresolved(path)) return;
  const refuse = (expected: string): never => {
    const found = path.length > 80 ? `${path.slice(0, 80)}… (${path.length} characters)` : path;
    throw new TypeError(`found path '${found}', expected ${expected}`);
  };
  if (path.length > LONGEST_PATH) refuse(`at most ${LONGEST_PATH} characters`);
  if (!path.startsWith('/')) refuse("one that starts with '/'");
  if (path === '/') return;
  const segments = path.slice(1).split('/');
  const names = new Set<string>();
  for (const [index, segment] of segments.entries()) {
    if (segment === '') refuse('no empty segment');
    if (segment === '.' || segment === '..') refuse("no '.' or '..'");
    const [, name, greedy] = /^\{([\w.-]+)(\+)?\}$/.exec(segment) ?? [];
    if (name === undefined) {
      if (!/^[\w.:$-]+$/.test(segment)) {
        refuse("segments of letters, digits and . _ - : $, or a whole '{name}'");
      }
      continue;
    }
    if (greedy !== undefined && index < segments.length - 1) refuse(`${segment} last`);
    if (names.has(name)) refuse(`the parameter {${name}} once`);
    names.add(name);
  }
}

/** Throws a `TypeError` when a resource has another parameter where a sibling has one: a REST API takes one of them. */
export function checkSiblings(resource: IResource): void {
  const parent = resource.parentResource;
  if (parent === undefined) return;
  const parameters = parent.node.children.filter(
    (child): child is Resource => child instanceof Resource && child.path.endsWith('}'),
  );
  const [first, second] = parameters;
  if (first && second) {
    throw new TypeError(
      `found paths ${first.path} and ${second.path}, expected one parameter there`,
    );
  }
  checkSiblings(parent);
}

/** Throws a `TypeError` when this is no method a route can have. */
export function checkMethod(method: string): void {
  if (METHODS.includes(method)) return;
  throw new TypeError(`found method '${method}', expected one of ${METHODS.join(', ')}`);
}

/** Throws a `TypeError` when a name is empty or blank. */
export function checkName(prop: string, name: string): void {
  if (!Token.isUnresolved(name) && name.trim() === '') {
    throw new TypeError(`found an empty ${prop}, expected a name`);
  }
}

/** Throws a `TypeError` when API Gateway could not have a stage of this name. */
export function checkStageName(stageName: string): void {
  if (Token.isUnresolved(stageName) || /^[\w-]{1,128}$/.test(stageName)) return;
  throw new TypeError(
    `found stageName '${stageName}', expected 1 to 128 letters, digits, hyphens or underscores`,
  );
}

/** Throws a `TypeError` when API Gateway could not count requests by this: a rate of less than none, half a burst. */
export function checkThrottling({
  throttlingRateLimit: rate,
  throttlingBurstLimit: burst,
}: Pick<ProxyRestApiOptions, 'throttlingRateLimit' | 'throttlingBurstLimit'>): void {
  if (rate !== undefined && !Token.isUnresolved(rate) && !(Number.isFinite(rate) && rate >= 0)) {
    throw new TypeError(`found throttlingRateLimit ${rate}, expected a number from 0`);
  }
  if (
    burst !== undefined &&
    !Token.isUnresolved(burst) &&
    !(Number.isInteger(burst) && burst >= 0)
  ) {
    throw new TypeError(`found throttlingBurstLimit ${burst}, expected an integer from 0`);
  }
}

/** Throws a `TypeError` when a prop is given that means nothing under this value of `proxy`. */
export function checkMode(proxy: boolean, options: ProxyRestApiOptions): void {
  // What `--context proxy=false` gives is text.
  if (typeof proxy !== 'boolean') {
    throw new TypeError(`found proxy '${String(proxy)}', expected true or false`);
  }
  for (const name of proxy ? onlyForAws : onlyForAwsProxy) {
    if (options[name] !== undefined && options[name] !== false) {
      throw new TypeError(
        `found ${name} with proxy: ${proxy}, expected it only with proxy: ${!proxy}`,
      );
    }
  }
  if (options.passthrough && options.requestTemplates) {
    throw new TypeError('found requestTemplates with passthrough, expected one of them');
  }
}

const onlyForAws = [
  'passthrough',
  'requestTemplates',
  'integrationResponses',
  'responseHeaders',
] as const;
const onlyForAwsProxy = ['responseTransferMode'] as const;

/** Throws a `TypeError` when a variable is reserved by Lambda, or looks like a secret in plain text. */
export function checkEnvironment(environment: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(environment)) {
    if (reserved.test(name)) {
      throw new TypeError(
        `found environment variable ${name}, expected none that Lambda sets itself`,
      );
    }
    if (secret.test(name) && !Token.isUnresolved(value) && !/^$|^(arn:|\/|https:)/.test(value)) {
      throw new TypeError(
        `found a plain value in environment variable ${name}, expected an ARN, an https URL or a name that starts with '/'`,
      );
    }
  }
}

// What Lambda refuses to have overwritten (RT-33).
const reserved =
  /^(_HANDLER|_X_AMZN_TRACE_ID|AWS_(DEFAULT_REGION|REGION|EXECUTION_ENV|ACCESS_KEY(_ID)?|SECRET_ACCESS_KEY|SESSION_TOKEN)|AWS_LAMBDA_(FUNCTION_(NAME|MEMORY_SIZE|VERSION)|INITIALIZATION_TYPE|LOG_(GROUP|STREAM)_NAME|RUNTIME_API)|LAMBDA_(TASK_ROOT|RUNTIME_DIR))$/;
const secret = /(^|_)(PASSWORD|SECRET|PRIVATE_KEY|API_KEY)$/i;
