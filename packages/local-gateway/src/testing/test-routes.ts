import type { FrontDoorName, FrontDoorRoutes } from '../front-doors/front-doors.ts';
import type { HttpApiRoute } from '../front-doors/http-api/route.ts';
import { matchTemplate } from '../front-doors/path-template.ts';
import { matchResource, type ResourceMatch } from '../front-doors/rest-api/matching.ts';
import type { RestRoute } from '../front-doors/rest-api/route.ts';
import type { LatticeRoute } from '../front-doors/vpc-lattice/route.ts';
import type { FrontDoorOptions } from './options.ts';

/** What a front door knows about a made-up place with the given path, but for what the options say. */
export const testRoutes: {
  readonly [Name in FrontDoorName]: (
    path: string,
    options: FrontDoorOptions<Name>,
  ) => FrontDoorRoutes[Name];
} = {
  'rest-api': (path, options) => ({ ...restRoute(path, options), ...options.settings }),
  'http-api': (path, options) => ({ ...httpApiRoute(path, options), ...options.settings }),
  'http-api-v1': (path, options) => ({ ...httpApiRoute(path, options), ...options.settings }),
  'function-url': (_, { authorizer, cors, settings }) => ({
    urlId: ID,
    domainName: `${ID}.lambda-url.${REGION}.on.aws`,
    ...(authorizer && { authorizer, accountId: ACCOUNT }),
    ...(cors && { cors }),
    ...settings,
  }),
  alb: (_, { settings }) => ({ targetGroupArn: TARGET_GROUP, ...settings }),
  'alb-multi-value': (_, { settings }) => ({
    targetGroupArn: TARGET_GROUP,
    multiValueHeaders: true,
    ...settings,
  }),
  'vpc-lattice': (_, { settings }) => ({ ...latticeRoute, ...settings }),
  'vpc-lattice-v1': (_, { settings }) => ({ ...latticeRoute, ...settings }),
  websocket: (_, { route = '$default', stage = 'prod', now = 0, settings, ...options }) => ({
    apiId: ID,
    stage,
    routeKey: route,
    domainName: `${ID}.execute-api.${REGION}.amazonaws.com`,
    connectionId: 'AAAAAAAAAAACAAA=',
    connectedAt: now,
    routeResponse: true,
    ...(options.authorizer && { authorizer: options.authorizer }),
    ...(options.stageVariables && { stageVariables: options.stageVariables }),
    ...settings,
  }),
  lambda: (path, options) => ({
    ...restRoute(path, options),
    ...(options.envelope !== undefined && { envelope: options.envelope }),
    ...options.settings,
  }),
};

function restRoute(path: string, options: FrontDoorOptions): RestRoute {
  const { clientCert } = options;
  const templates = options.route === undefined ? ['/', '/{proxy+}'] : [options.route];
  const { resource, pathParameters } = matchTemplates(path, templates, options);
  return {
    apiId: ID,
    accountId: ACCOUNT,
    stage: options.stage ?? 'prod',
    resourceId: 'abc123',
    resourcePath: resource.resourcePath,
    httpMethod: 'ANY',
    deploymentId: 'dep123',
    domainName: `${ID}.execute-api.${REGION}.amazonaws.com`,
    binaryMediaTypes: options.binaryMediaTypes ?? [],
    ...common(options, pathParameters),
    ...(clientCert && { identity: { clientCert } }),
  };
}

function matchTemplates(
  path: string,
  templates: readonly string[],
  { pathParameters }: FrontDoorOptions,
): ResourceMatch<{ readonly resourcePath: string }> {
  const resources = templates.map((resourcePath) => ({ resourcePath, methods: ['GET'] }));
  const last = resources.at(-1);
  if (pathParameters && last) return { resource: last, method: 'GET', pathParameters };
  return matched(matchResource(resources, 'GET', path), path, templates.join(' or '));
}

function httpApiRoute(path: string, options: FrontDoorOptions): HttpApiRoute {
  const { route, clientCert, cors } = options;
  const segments = path === '/' ? [] : path.slice(1).split('/');
  const parameters =
    options.pathParameters ??
    (route === undefined
      ? undefined
      : Object.fromEntries(matched(matchTemplate(route, segments), path, route).parameters));
  return {
    apiId: ID,
    accountId: ACCOUNT,
    stage: options.stage ?? '$default',
    routeKey: route === undefined ? '$default' : `ANY ${route}`,
    domainName: `${ID}.execute-api.${REGION}.amazonaws.com`,
    ...common(options, parameters),
    ...(clientCert && { clientCert }),
    ...(cors && { cors }),
  };
}

function common(
  { stageVariables, authorizer, basePath }: FrontDoorOptions,
  parameters: Readonly<Record<string, string>> | undefined,
): Partial<Pick<RestRoute, 'stageVariables' | 'authorizer' | 'basePath' | 'pathParameters'>> {
  return {
    ...(stageVariables && { stageVariables }),
    ...(authorizer && { authorizer }),
    ...(basePath !== undefined && { basePath }),
    ...(parameters && Object.keys(parameters).length > 0 && { pathParameters: parameters }),
  };
}

function matched<Match>(match: Match | undefined, path: string, route: string): Match {
  if (match) return match;
  throw new TypeError(
    `the path "${path}" does not fit the route "${route}", expected one that does, or "pathParameters"`,
  );
}

const ID = 'abcdefghij';
const ACCOUNT = '123456789012';
const REGION = 'eu-west-1';
const TARGET_GROUP = `arn:aws:elasticloadbalancing:${REGION}:${ACCOUNT}:targetgroup/test/0123456789abcdef`;

const latticeRoute: LatticeRoute = {
  serviceNetworkArn: `arn:aws:vpc-lattice:${REGION}:${ACCOUNT}:servicenetwork/sn-0123456789abcdef0`,
  serviceArn: `arn:aws:vpc-lattice:${REGION}:${ACCOUNT}:service/svc-0123456789abcdef0`,
  targetGroupArn: `arn:aws:vpc-lattice:${REGION}:${ACCOUNT}:targetgroup/tg-0123456789abcdef0`,
  region: REGION,
  domainName: `test-0123456789abcdef0.7d67968.vpc-lattice-svcs.${REGION}.on.aws`,
  identity: { sourceVpcArn: `arn:aws:ec2:${REGION}:${ACCOUNT}:vpc/vpc-0123456789abcdef0` },
};
