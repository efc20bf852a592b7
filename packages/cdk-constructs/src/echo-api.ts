import type { IntegrationType, Method, RestApi } from 'aws-cdk-lib/aws-apigateway';
import type { Function } from 'aws-cdk-lib/aws-lambda';
import { CfnOutput } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { ProxyFunction, type ProxyFunctionProps } from './proxy-function.ts';
import { ProxyRestApi } from './proxy-rest-api.ts';

/** How an {@link EchoApi} is made. */
export interface EchoApiProps {
  /** Folder of the bundled handler. */
  readonly codePath: string;
  /**
   * The box *Use Lambda proxy integration*: integration type `AWS_PROXY` when true, `AWS` when false.
   *
   * @default true
   */
  readonly proxy?: boolean;
  /**
   * With `proxy: false`: the function gets the request body as it is, instead of the envelope that tells method, path and
   * headers too.
   *
   * @default false
   */
  readonly passthrough?: boolean;
  /**
   * Name of the API in the console.
   *
   * @default 'EducativeRestAPI'
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
   * @default '/hello'
   */
  readonly path?: string;
  /**
   * HTTP method of the route.
   *
   * @default 'POST'
   */
  readonly method?: string;
  /**
   * Everything about the function but its code.
   *
   * @default - the defaults of ProxyFunction
   */
  readonly functionOptions?: Omit<ProxyFunctionProps, 'codePath'>;
  /**
   * Adds the permissions for the console's *Test* button; they double the function's policy (limit 20 KB).
   *
   * @default false
   */
  readonly allowTestInvoke?: boolean;
}

/**
 * `POST /hello` on a REST API of its own, in front of a function: the lesson about integration types in one flag.
 *
 * @example
 * new EchoApi(stack, 'Echo', { codePath: 'dist/echo', proxy: false, passthrough: true });
 */
export class EchoApi extends Construct {
  /** Address of the route. */
  readonly url: string;
  /** The API itself, for everything this construct has no prop for. */
  readonly restApi: RestApi;
  /** The route. */
  readonly method: Method;
  /** The function behind the route. */
  readonly handler: Function;
  /** What the `proxy` flag came to. */
  readonly integrationType: IntegrationType.AWS | IntegrationType.AWS_PROXY;

  constructor(scope: Construct, id: string, props: EchoApiProps) {
    super(scope, id);
    const { codePath, functionOptions, ...api } = props;
    this.handler = new ProxyFunction(this, 'Handler', { ...functionOptions, codePath });
    const { url, restApi, method, integrationType } = new ProxyRestApi(this, 'Api', {
      restApiName: 'EducativeRestAPI',
      path: '/hello',
      method: 'POST',
      ...api,
      handler: this.handler,
    });
    this.url = url;
    this.restApi = restApi;
    this.method = method;
    this.integrationType = integrationType;
    new CfnOutput(this, 'Url', { value: url });
    new CfnOutput(this, 'IntegrationType', { value: integrationType });
  }
}
