import {
  type CorsPreflightOptions,
  HttpApi,
  HttpMethod,
  type HttpRoute,
  HttpStage,
  type IHttpRouteAuthorizer,
  LogGroupLogDestination,
  PayloadFormatVersion,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Alarm, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { accessLogGroup, httpAccessLogFormat } from './access-logs.ts';
import { type AlarmOptions, endpointAlarms } from './alarms.ts';
import { checkMethod, checkName, checkPath, checkStageName, checkThrottling } from './checks.ts';
import { checkCors } from './cors.ts';
import type { ProxyEndpoint } from './endpoint.ts';

/** How a {@link ProxyHttpApi} is made. */
export interface ProxyHttpApiProps {
  /** The function behind every route. */
  readonly handler: IFunction;
  /**
   * Name of the API.
   *
   * @default - the construct's id
   */
  readonly apiName?: string;
  /**
   * Name of the stage; any other than `$default` is the first segment of the URL's path.
   *
   * @default '$default'
   */
  readonly stageName?: string;
  /**
   * Path of the first route. One that ends in `{name+}` has its parent path routed too, which it does not match itself.
   *
   * @default '/{proxy+}'
   */
  readonly path?: string;
  /**
   * HTTP method of the first route.
   *
   * @default 'ANY'
   */
  readonly method?: string;
  /**
   * Shape of the event and of the result.
   *
   * @default PayloadFormatVersion.VERSION_2_0
   */
  readonly payloadFormatVersion?: PayloadFormatVersion;
  /**
   * Authorizer of every route.
   *
   * @default - none, everybody may call
   */
  readonly authorizer?: IHttpRouteAuthorizer;
  /**
   * CORS, which an HTTP API does all by itself: it answers preflights and replaces the function's CORS headers. Browsers
   * may send only what it names: `content-type` for JSON, methods besides GET, HEAD and POST.
   *
   * @default - no CORS
   */
  readonly cors?: CorsPreflightOptions;
  /**
   * Requests per second, over all clients.
   *
   * @default 100
   */
  readonly throttlingRateLimit?: number;
  /**
   * Requests at once, over all clients.
   *
   * @default 200
   */
  readonly throttlingBurstLimit?: number;
  /**
   * Writes a line of JSON per request to a log group of its own.
   *
   * @default true
   */
  readonly accessLogs?: boolean;
  /**
   * How long access logs are kept.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly accessLogRetention?: RetentionDays;
}

/**
 * An HTTP API in front of one function.
 *
 * @example
 * const api = new ProxyHttpApi(stack, 'Api', { handler });
 */
export class ProxyHttpApi extends Construct implements ProxyEndpoint {
  /** The API itself, for everything this construct has no prop for. */
  readonly httpApi: HttpApi;
  /** Its only stage. */
  readonly stage: HttpStage;
  readonly url: string;
  readonly handler: IFunction;
  /** Where access logs go; undefined with `accessLogs: false`. */
  readonly accessLogGroup: ILogGroup | undefined;

  readonly #integration: HttpLambdaIntegration;
  readonly #authorizer: IHttpRouteAuthorizer | undefined;
  readonly #routes = new Map<string, HttpRoute[]>();

  constructor(scope: Construct, id: string, props: ProxyHttpApiProps) {
    super(scope, id);
    const { handler, apiName = id, path = '/{proxy+}', method = 'ANY', cors } = props;
    const { stageName = '$default' } = props;
    checkName('apiName', apiName);
    if (stageName !== '$default') checkStageName(stageName);
    checkThrottling(props);
    if (cors) {
      // HTTP APIs also know every origin of a scheme.
      const hosts = cors.allowOrigins?.map((origin) =>
        origin.replace(/^(https?:\/\/)\*$/, '$1any'),
      );
      checkCors(hosts, cors.allowCredentials);
    }
    this.handler = handler;
    this.accessLogGroup =
      props.accessLogs === false ? undefined : accessLogGroup(this, props.accessLogRetention);
    this.httpApi = new HttpApi(this, 'HttpApi', {
      apiName,
      createDefaultStage: false,
      ...(cors && { corsPreflight: cors }),
    });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.httpApi,
      stageName,
      autoDeploy: true,
      throttle: {
        rateLimit: props.throttlingRateLimit ?? 100,
        burstLimit: props.throttlingBurstLimit ?? 200,
      },
      ...(this.accessLogGroup && {
        accessLogSettings: {
          destination: new LogGroupLogDestination(this.accessLogGroup),
          format: httpAccessLogFormat(),
        },
      }),
    });
    this.#integration = new HttpLambdaIntegration('Integration', handler, {
      payloadFormatVersion: props.payloadFormatVersion ?? PayloadFormatVersion.VERSION_2_0,
    });
    this.#authorizer = props.authorizer;
    this.addRoute(path, method);
    this.url = `${this.stage.url.replace(/\/$/, '')}${withParent(path)[0]}`;
  }

  /** Routes one more path and method to the function. */
  addRoute(path: string, method: string): HttpRoute[] {
    checkPath(path);
    checkMethod(method);
    if (this.#routes.has(`${method} ${path}`)) {
      throw new TypeError(`found route ${method} ${path} twice, expected it once`);
    }
    const missing = withParent(path).filter((routed) => !this.#routes.has(`${method} ${routed}`));
    return missing.flatMap((routed) => {
      const routes = this.httpApi.addRoutes({
        path: routed,
        methods: Object.values(HttpMethod).filter((known: string) => known === method),
        integration: this.#integration,
        ...(this.#authorizer && { authorizer: this.#authorizer }),
      });
      this.#routes.set(`${method} ${routed}`, routes);
      return routes;
    });
  }

  /** Allows calling every route there is by now; asks for an `HttpIamAuthorizer`. */
  grantInvoke(grantee: IGrantable): Grant {
    const routes = [...this.#routes.values()].flat();
    const [first, ...others] = routes.map((route) => route.grantInvoke(grantee));
    if (first === undefined) throw new TypeError('found no route, expected one');
    return others.reduce((all, grant) => all.combine(grant), first);
  }

  metricCount(options?: MetricOptions): Metric {
    return this.stage.metricCount(options);
  }

  metricClientError(options?: MetricOptions): Metric {
    return this.stage.metricClientError(options);
  }

  metricServerError(options?: MetricOptions): Metric {
    return this.stage.metricServerError(options);
  }

  metricLatency(options?: MetricOptions): Metric {
    return this.stage.metricLatency(options);
  }

  addAlarms(options?: AlarmOptions): Alarm[] {
    return endpointAlarms(this, this, options);
  }
}

/** A path that ends in `{name+}` does not match its parent path, which comes first here. */
function withParent(path: string): readonly [string, ...string[]] {
  return path.endsWith('+}') ? [path.replace(/\/[^/]*$/, '') || '/', path] : [path];
}
