import {
  AuthorizationType,
  type CorsOptions,
  EndpointType,
  IntegrationType,
  LambdaIntegration,
  LogGroupLogDestination,
  type Method,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import type { Alarm, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import { Grant, type IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { restAccessLogFormat, accessLogGroup } from './access-logs.ts';
import { type AlarmOptions, endpointAlarms } from './alarms.ts';
import { awsIntegration, type WiredIntegration } from './aws-integration.ts';
import {
  checkMethod,
  checkMode,
  checkName,
  checkPath,
  checkSiblings,
  checkStageName,
  checkThrottling,
} from './checks.ts';
import { addGatewayResponses, addPreflights, checkCors } from './cors.ts';
import type { ProxyEndpoint } from './endpoint.ts';
import type { ProxyRestApiOptions } from './proxy-rest-api-options.ts';

/** How a {@link ProxyRestApi} is made. */
export interface ProxyRestApiProps extends ProxyRestApiOptions {
  /** The function behind every route. */
  readonly handler: IFunction;
}

/**
 * A REST API in front of one function, with integration type `AWS_PROXY` or `AWS`, either of them complete.
 *
 * @example
 * const api = new ProxyRestApi(stack, 'Api', { handler, path: '/users/{id}', method: 'GET' });
 * api.addRoute('/users', 'POST');
 */
export class ProxyRestApi extends Construct implements ProxyEndpoint {
  /** The API itself, for everything this construct has no prop for. */
  readonly restApi: RestApi;
  /** The first route. */
  readonly method: Method;
  /** What the `proxy` flag came to. */
  readonly integrationType: IntegrationType.AWS | IntegrationType.AWS_PROXY;
  readonly url: string;
  readonly handler: IFunction;
  /** Where access logs go; undefined without `accessLogs`. */
  readonly accessLogGroup: ILogGroup | undefined;

  readonly #props: ProxyRestApiProps;
  readonly #wired: WiredIntegration;
  #cors: CorsOptions | undefined;

  constructor(scope: Construct, id: string, props: ProxyRestApiProps) {
    super(scope, id);
    const { proxy = true, path = '/{proxy+}', method = 'ANY', restApiName = id } = props;
    const { stageName = 'v1' } = props;
    checkMode(proxy, props);
    checkName('restApiName', restApiName);
    checkStageName(stageName);
    checkThrottling(props);
    this.#props = props;
    this.handler = props.handler;
    this.integrationType = proxy ? IntegrationType.AWS_PROXY : IntegrationType.AWS;
    this.accessLogGroup = props.accessLogs
      ? accessLogGroup(this, props.accessLogRetention)
      : undefined;
    this.restApi = new RestApi(this, 'RestApi', {
      restApiName,
      endpointTypes: [props.endpointType ?? EndpointType.REGIONAL],
      ...(props.binaryMediaTypes && { binaryMediaTypes: [...props.binaryMediaTypes] }),
      // The role is one per account and region: made here, it would replace the one that other APIs use.
      cloudWatchRole: false,
      deployOptions: {
        stageName,
        tracingEnabled: props.tracing ?? false,
        throttlingRateLimit: props.throttlingRateLimit ?? 100,
        throttlingBurstLimit: props.throttlingBurstLimit ?? 200,
        ...(this.accessLogGroup && {
          accessLogDestination: new LogGroupLogDestination(this.accessLogGroup),
          accessLogFormat: restAccessLogFormat(),
        }),
      },
    });
    // CDK's own output of the bare stage URL; `url` is the one that answers.
    this.restApi.node.tryRemoveChild('Endpoint');
    this.#wired = proxy
      ? awsProxyIntegration(props)
      : awsIntegration(props.handler, props, () => this.#cors);
    this.method = this.addRoute(path, method);
    this.url = this.restApi.urlForPath(path.replace(/\/\{[^/]*\+\}$/, '') || '/');
    if (props.cors) this.addCors(props.cors);
  }

  /** Routes one more path and method to the function. */
  addRoute(path: string, method: string): Method {
    checkPath(path);
    checkMethod(method);
    const resource = this.restApi.root.resourceForPath(path);
    checkSiblings(resource);
    if (resource.node.tryFindChild(method)) {
      throw new TypeError(`found route ${method} ${path} twice, expected it once`);
    }
    const { integration, methodResponses } = this.#wired;
    const { authorizer, authorizationType } = this.#props;
    const options = {
      methodResponses,
      ...(authorizer && { authorizer }),
      ...(authorizationType && { authorizationType }),
    };
    // `{name+}` does not match its parent path (REST-51).
    const parent = path.endsWith('+}') ? resource.parentResource : undefined;
    if (parent && !parent.node.tryFindChild(method)) parent.addMethod(method, integration, options);
    const route = resource.addMethod(method, integration, options);
    if (this.#cors) addPreflights(this.restApi, this.#cors);
    return route;
  }

  /** Turns CORS on; see the prop `cors`. Call it once, before or after adding routes. */
  addCors(options: CorsOptions): void {
    checkCors(options.allowOrigins, options.allowCredentials);
    if (this.#cors) throw new TypeError('found a second addCors, expected one');
    if (options.allowOrigins.length > 1 && this.#props.integrationResponses) {
      throw new TypeError('found several allowed origins with integrationResponses, expected one');
    }
    this.#cors = options;
    addGatewayResponses(this.restApi, options);
    addPreflights(this.restApi, options);
  }

  /** Allows calling every route; asks for `authorizationType: AuthorizationType.IAM`. */
  grantInvoke(grantee: IGrantable): Grant {
    if (this.#props.authorizationType !== AuthorizationType.IAM) {
      throw new TypeError('found grantInvoke without AuthorizationType.IAM, expected it with');
    }
    return Grant.addToPrincipal({
      grantee,
      actions: ['execute-api:Invoke'],
      resourceArns: [
        this.restApi.arnForExecuteApi('*', '/*', this.restApi.deploymentStage.stageName),
      ],
    });
  }

  metricCount(options?: MetricOptions): Metric {
    return this.restApi.deploymentStage.metricCount(options);
  }

  metricClientError(options?: MetricOptions): Metric {
    return this.restApi.deploymentStage.metricClientError(options);
  }

  metricServerError(options?: MetricOptions): Metric {
    return this.restApi.deploymentStage.metricServerError(options);
  }

  metricLatency(options?: MetricOptions): Metric {
    return this.restApi.deploymentStage.metricLatency(options);
  }

  addAlarms(options?: AlarmOptions): Alarm[] {
    return endpointAlarms(this, this, options);
  }
}

function awsProxyIntegration(props: ProxyRestApiProps): WiredIntegration {
  const { handler, allowTestInvoke = false, responseTransferMode } = props;
  return {
    integration: new LambdaIntegration(handler, {
      allowTestInvoke,
      ...(responseTransferMode && { responseTransferMode }),
    }),
    methodResponses: [],
  };
}
