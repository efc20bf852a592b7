import { stableId, type StackEnvironment } from './physical-ids.ts';

/** What `Ref` gives for a resource of each type; others get their stack and logical id (CloudFormation's own habit). */
export function physicalName(
  type: string,
  stack: string,
  logicalId: string,
  properties: Readonly<Record<string, unknown>>,
  environment: StackEnvironment,
): string {
  const refer = refFormat[type] ?? ((name) => name);
  const given = properties[nameProperty[type] ?? ''];
  if (typeof given === 'string' && given !== '') return refer(given, environment);
  const length = idLength[type];
  if (length !== undefined) return stableId(length, stack, logicalId);
  const loadBalancing = loadBalancingArn(type, stack, logicalId, environment);
  if (loadBalancing !== undefined) return loadBalancing;
  return refer(
    `${stack}-${logicalId}-${stableId(12, stack, logicalId).toUpperCase()}`,
    environment,
  );
}

/** What `Fn::GetAtt` gives; `undefined` when this machine cannot know. */
export function attribute(
  type: string,
  name: string,
  logicalId: string,
  attributeName: string,
  environment: StackEnvironment,
): string | undefined {
  const { account, region } = environment;
  if (type === 'AWS::ApiGateway::RestApi' && attributeName === 'RootResourceId')
    return rootResourceId(name);
  if (type === 'AWS::ApiGatewayV2::Api' && attributeName === 'ApiEndpoint')
    return `https://${name}.execute-api.${region}.amazonaws.com`;
  if (type === 'AWS::Lambda::Url' && attributeName === 'FunctionUrl')
    return `https://${functionUrlDomain(name, region)}/`;
  if (type === 'AWS::ElasticLoadBalancingV2::LoadBalancer' && attributeName === 'DNSName')
    return `${logicalId.toLowerCase()}.${region}.elb.amazonaws.com`;
  if (type === 'AWS::Lambda::Version' && attributeName === 'Version') return '1';
  if (type === 'AWS::SQS::Queue' && attributeName === 'QueueUrl') return name;
  if (attributeName === 'QueueName' || attributeName === 'TopicName') return lastPart(name);
  if (attributeName.endsWith('Id')) return name;
  // That of a stream has the time of its making in it.
  if (!attributeName.endsWith('Arn') || attributeName === 'StreamArn') return undefined;
  if (name.startsWith('arn:')) return name;
  const service = type.split('::')[1]?.toLowerCase() ?? 'unknown';
  const format = arnFormat[type];
  return format === undefined
    ? `arn:aws:${service}:${region}:${account}:${logicalId.toLowerCase()}/${name}`
    : format(name, environment);
}

const nameProperty: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::DomainName': 'DomainName',
  'AWS::ApiGateway::Model': 'Name',
  'AWS::ApiGateway::Stage': 'StageName',
  'AWS::ApiGatewayV2::DomainName': 'DomainName',
  'AWS::ApiGatewayV2::Stage': 'StageName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::SSM::Parameter': 'Name',
};

type Format = (name: string, environment: StackEnvironment) => string;

/** Of these `Ref` gives more than a name. */
const refFormat: Readonly<Record<string, Format>> = {
  'AWS::SNS::Topic': (name, { account, region }) => `arn:aws:sns:${region}:${account}:${name}`,
  'AWS::SQS::Queue': (name, { account, region }) =>
    `https://sqs.${region}.amazonaws.com/${account}/${name}`,
};

/** The name at the end of an ARN or a URL. */
function lastPart(reference: string): string {
  return /[^:/]*$/.exec(reference)?.[0] ?? reference;
}

/** Load balancing is the one service here of which `Ref` gives ARNs. */
function loadBalancingArn(
  type: string,
  stack: string,
  logicalId: string,
  { account, region }: StackEnvironment,
): string | undefined {
  const kind = loadBalancingKinds[type];
  if (kind === undefined) return undefined;
  const name = `${kind}/${stack}-${logicalId}`.slice(0, 48);
  return `arn:aws:elasticloadbalancing:${region}:${account}:${name}/${stableId(16, stack, logicalId)}`;
}

const loadBalancingKinds: Readonly<Record<string, string>> = {
  'AWS::ElasticLoadBalancingV2::Listener': 'listener/app',
  'AWS::ElasticLoadBalancingV2::ListenerRule': 'listener-rule/app',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'loadbalancer/app',
  'AWS::ElasticLoadBalancingV2::TargetGroup': 'targetgroup',
};

/** API Gateway numbers its things by short ids: APIs ten characters, the rest six (REST-17). */
const idLength: Readonly<Record<string, number>> = {
  'AWS::ApiGateway::Authorizer': 6,
  'AWS::ApiGateway::Deployment': 6,
  'AWS::ApiGateway::RequestValidator': 6,
  'AWS::ApiGateway::Resource': 6,
  'AWS::ApiGateway::RestApi': 10,
  'AWS::ApiGatewayV2::Api': 10,
  'AWS::ApiGatewayV2::Authorizer': 6,
  'AWS::ApiGatewayV2::Integration': 7,
  'AWS::ApiGatewayV2::Route': 7,
};

const arnFormat: Readonly<Record<string, Format>> = {
  'AWS::DynamoDB::Table': (name, { account, region }) =>
    `arn:aws:dynamodb:${region}:${account}:table/${name}`,
  'AWS::IAM::Role': (name, { account }) => `arn:aws:iam::${account}:role/${name}`,
  'AWS::Lambda::Function': functionArn,
  'AWS::Logs::LogGroup': (name, { account, region }) =>
    `arn:aws:logs:${region}:${account}:log-group:${name}:*`,
  'AWS::S3::Bucket': (name) => `arn:aws:s3:::${name}`,
  'AWS::SQS::Queue': (url, { account, region }) =>
    `arn:aws:sqs:${region}:${account}:${lastPart(url)}`,
};

/** The id of the root of a REST API by the API's own. */
export function rootResourceId(apiId: string): string {
  return stableId(10, apiId, 'root');
}

/** The domain name of a function URL by the name of its resource. */
export function functionUrlDomain(name: string, region: string): string {
  return `${stableId(32, name)}.lambda-url.${region}.on.aws`;
}

/** The ARN of a function by its name. */
export function functionArn(name: string, { account, region }: StackEnvironment): string {
  return `arn:aws:lambda:${region}:${account}:function:${name}`;
}

/** The name of a function by its ARN, with or without an alias or version behind it. */
export function functionNameOf(arn: string): string {
  return arn.split(':')[6] ?? arn;
}
