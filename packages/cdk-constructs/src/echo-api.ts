import type { CorsOptions, IntegrationType, Method, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Alarm, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import { type Function, Tracing } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { AlarmOptions } from './alarms.ts';
import type { ProxyEndpoint } from './endpoint.ts';
import { ProxyFunction, type ProxyFunctionOptions } from './proxy-function.ts';
import type { ProxyRestApiOptions } from './proxy-rest-api-options.ts';
import { ProxyRestApi } from './proxy-rest-api.ts';

/** How an {@link EchoApi} is made. */
export interface EchoApiProps extends ProxyRestApiOptions {
  /** Folder of the bundled handler; all of it is uploaded. */
  readonly codePath: string;
  /**
   * Everything about the function but its code.
   *
   * @default - the defaults of ProxyFunction
   */
  readonly functionOptions?: ProxyFunctionOptions;
  /**
   * Name of the API.
   *
   * @default 'EducativeRestAPI'
   */
  readonly restApiName?: string;
  /**
   * Path of the route.
   *
   * @default '/hello'
   */
  readonly path?: string;
  /**
   * HTTP method of the route.
   *
   * @default 'POST'
   */
  readonly method?: string;
}

/**
 * `POST /hello` on a REST API of its own, in front of a function: the two integration types in one flag. Has the stack
 * outputs `Url` and `IntegrationType`.
 *
 * @example
 * new EchoApi(stack, 'Echo', { codePath: 'dist/echo', proxy: false, passthrough: true });
 */
export class EchoApi extends Construct implements ProxyEndpoint {
  readonly url: string;
  readonly handler: Function;
  /** The API itself, for everything this construct has no prop for. */
  readonly restApi: RestApi;
  /** The route. */
  readonly method: Method;
  /** What the `proxy` flag came to. */
  readonly integrationType: IntegrationType.AWS | IntegrationType.AWS_PROXY;
  /** Where access logs go; undefined without `accessLogs`. */
  readonly accessLogGroup: ILogGroup | undefined;

  readonly #api: ProxyRestApi;

  constructor(scope: Construct, id: string, props: EchoApiProps) {
    super(scope, id);
    // By name, so that `undefined` is the default too.
    const { restApiName = 'EducativeRestAPI', path = '/hello', method = 'POST', ...others } = props;
    const { codePath, functionOptions, ...api } = others;
    this.handler = new ProxyFunction(this, 'Handler', {
      ...functionOptions,
      tracing: functionOptions?.tracing ?? (props.tracing ? Tracing.ACTIVE : Tracing.DISABLED),
      codePath,
    });
    this.#api = new ProxyRestApi(this, 'Api', {
      ...api,
      restApiName,
      path,
      method,
      handler: this.handler,
    });
    this.url = this.#api.url;
    this.restApi = this.#api.restApi;
    this.method = this.#api.method;
    this.integrationType = this.#api.integrationType;
    this.accessLogGroup = this.#api.accessLogGroup;
    new CfnOutput(this, 'Url', { value: this.url });
    new CfnOutput(this, 'IntegrationType', { value: this.integrationType });
  }

  /** Turns CORS on; see the prop `cors`. */
  addCors(options: CorsOptions): void {
    this.#api.addCors(options);
  }

  grantInvoke(grantee: IGrantable): Grant {
    return this.#api.grantInvoke(grantee);
  }

  metricCount(options?: MetricOptions): Metric {
    return this.#api.metricCount(options);
  }

  metricClientError(options?: MetricOptions): Metric {
    return this.#api.metricClientError(options);
  }

  metricServerError(options?: MetricOptions): Metric {
    return this.#api.metricServerError(options);
  }

  metricLatency(options?: MetricOptions): Metric {
    return this.#api.metricLatency(options);
  }

  addAlarms(options?: AlarmOptions): Alarm[] {
    return this.#api.addAlarms(options);
  }
}
