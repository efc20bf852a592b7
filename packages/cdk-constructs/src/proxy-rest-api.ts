import {
  EndpointType,
  IntegrationType,
  LambdaIntegration,
  type Method,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { awsIntegration, type BoundIntegration } from './aws-integration.ts';

/** How a {@link ProxyRestApi} is made. */
export interface ProxyRestApiProps {
  /** The function behind every route. */
  readonly handler: IFunction;
  /**
   * Which integration type the routes have: `AWS_PROXY` when true, `AWS` when false.
   *
   * @default true
   */
  readonly proxy?: boolean;
  /**
   * Name of the API in the console.
   *
   * @default - the construct's id
   */
  readonly restApiName?: string;
  /**
   * Name of the stage, the first segment of the URL.
   *
   * @default 'v1'
   */
  readonly stageName?: string;
  /**
   * Path of the route.
   *
   * @default '/{proxy+}'
   */
  readonly path?: string;
  /**
   * HTTP method of the route.
   *
   * @default 'ANY'
   */
  readonly method?: string;
  /**
   * With `proxy: false`: the function gets the request body as it is, instead of the envelope that tells method, path and
   * headers too.
   *
   * @default false
   */
  readonly passthrough?: boolean;
  /**
   * Adds the permissions for the console's *Test* button; they double the function's policy (limit 20 KB).
   *
   * @default false
   */
  readonly allowTestInvoke?: boolean;
}

/**
 * A REST API in front of a function, with integration type `AWS_PROXY` or `AWS`.
 *
 * @example
 * const api = new ProxyRestApi(stack, 'Api', { handler, path: '/users/{id}', method: 'GET' });
 */
export class ProxyRestApi extends Construct {
  /** The API itself, for everything this construct has no prop for. */
  readonly restApi: RestApi;
  /** The route. */
  readonly method: Method;
  /** What the `proxy` flag came to. */
  readonly integrationType: IntegrationType.AWS | IntegrationType.AWS_PROXY;
  /** Address of the route: `https://<id>.execute-api.<region>.amazonaws.com/<stage><path>`. */
  readonly url: string;
  /** The function behind the route. */
  readonly handler: IFunction;

  constructor(scope: Construct, id: string, props: ProxyRestApiProps) {
    super(scope, id);
    const { handler, proxy = true, path = '/{proxy+}', method = 'ANY' } = props;
    this.handler = handler;
    this.integrationType = proxy ? IntegrationType.AWS_PROXY : IntegrationType.AWS;
    this.restApi = new RestApi(this, 'RestApi', {
      restApiName: props.restApiName ?? id,
      endpointTypes: [EndpointType.REGIONAL],
      deployOptions: { stageName: props.stageName ?? 'v1' },
      cloudWatchRole: false,
    });
    const { integration, methodResponses } = proxy ? proxyIntegration(props) : awsProps(props);
    this.method = this.restApi.root
      .resourceForPath(path)
      .addMethod(method, integration, { methodResponses });
    this.url = this.restApi.urlForPath(path);
  }
}

function proxyIntegration({
  handler,
  allowTestInvoke = false,
}: ProxyRestApiProps): BoundIntegration {
  return { integration: new LambdaIntegration(handler, { allowTestInvoke }), methodResponses: [] };
}

function awsProps({ handler, allowTestInvoke = false }: ProxyRestApiProps): BoundIntegration {
  return awsIntegration(handler, { allowTestInvoke });
}
