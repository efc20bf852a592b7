import type { Alarm, Metric, MetricOptions } from 'aws-cdk-lib/aws-cloudwatch';
import type { Grant, IGrantable } from 'aws-cdk-lib/aws-iam';
import {
  FunctionUrl,
  FunctionUrlAuthType,
  type FunctionUrlCorsOptions,
  type IFunction,
  InvokeMode,
} from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { type AlarmOptions, endpointAlarms } from './alarms.ts';
import { checkCors } from './cors.ts';
import type { ProxyEndpoint } from './endpoint.ts';

/** How a {@link ProxyFunctionUrl} is made. */
export interface ProxyFunctionUrlProps {
  /** The function that gets the URL. */
  readonly handler: IFunction;
  /**
   * Who may call: `AWS_IAM`, or with `NONE` everybody who knows the URL.
   *
   * @default FunctionUrlAuthType.AWS_IAM
   */
  readonly authType?: FunctionUrlAuthType;
  /**
   * Whether the answer is sent while the function writes it (`RESPONSE_STREAM`, which needs a streaming handler).
   *
   * @default InvokeMode.BUFFERED
   */
  readonly invokeMode?: InvokeMode;
  /**
   * CORS, which a function URL does by itself. Browsers may send only what it names: `content-type` for JSON, methods
   * besides GET, HEAD and POST.
   *
   * @default - no CORS
   */
  readonly cors?: FunctionUrlCorsOptions;
}

/**
 * A function URL.
 *
 * @example
 * const endpoint = new ProxyFunctionUrl(stack, 'Url', { handler });
 */
export class ProxyFunctionUrl extends Construct implements ProxyEndpoint {
  /** The function URL itself. */
  readonly functionUrl: FunctionUrl;
  readonly url: string;
  readonly handler: IFunction;

  constructor(scope: Construct, id: string, props: ProxyFunctionUrlProps) {
    super(scope, id);
    const { handler, cors } = props;
    if (cors) checkCors(cors.allowedOrigins, cors.allowCredentials);
    this.handler = handler;
    this.functionUrl = new FunctionUrl(this, 'FunctionUrl', {
      function: handler,
      authType: props.authType ?? FunctionUrlAuthType.AWS_IAM,
      invokeMode: props.invokeMode ?? InvokeMode.BUFFERED,
      ...(cors && { cors }),
    });
    this.url = this.functionUrl.url;
  }

  grantInvoke(grantee: IGrantable): Grant {
    return this.functionUrl.grantInvokeUrl(grantee);
  }

  metricCount(options?: MetricOptions): Metric {
    return this.#metric('UrlRequestCount', 'Sum', options);
  }

  metricClientError(options?: MetricOptions): Metric {
    return this.#metric('Url4xxCount', 'Sum', options);
  }

  metricServerError(options?: MetricOptions): Metric {
    return this.#metric('Url5xxCount', 'Sum', options);
  }

  metricLatency(options?: MetricOptions): Metric {
    return this.#metric('UrlRequestLatency', 'Average', options);
  }

  addAlarms(options?: AlarmOptions): Alarm[] {
    return endpointAlarms(this, this, options);
  }

  #metric(metricName: string, statistic: string, options?: MetricOptions): Metric {
    return this.handler.metric(metricName, { statistic, ...options });
  }
}
