import type {
  AuthorizationType,
  CorsOptions,
  EndpointType,
  IAuthorizer,
  IntegrationResponse,
  ResponseTransferMode,
} from 'aws-cdk-lib/aws-apigateway';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** What can be said about a REST API in front of one function. */
export interface ProxyRestApiOptions {
  /**
   * The box *Use Lambda proxy integration*: integration type `AWS_PROXY` when true, `AWS` when false.
   *
   * @default true
   */
  readonly proxy?: boolean;
  /**
   * Name of the API.
   *
   * @default - the construct's id
   */
  readonly restApiName?: string;
  /**
   * Name of the stage, the first segment of the URL's path.
   *
   * @default 'v1'
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
   * Where the API answers from.
   *
   * @default EndpointType.REGIONAL
   */
  readonly endpointType?: EndpointType;
  /**
   * Who may call the routes.
   *
   * @default AuthorizationType.NONE, or what `authorizer` asks for
   */
  readonly authorizationType?: AuthorizationType;
  /**
   * Authorizer of the routes.
   *
   * @default - none
   */
  readonly authorizer?: IAuthorizer;
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
   * Writes a line of JSON per request to a log group of its own. The account must have a CloudWatch role for API Gateway
   * in this region (see `ApiGatewayAccount`), or the deployment fails; that is why it is off.
   *
   * @default false
   */
  readonly accessLogs?: boolean;
  /**
   * How long access logs are kept.
   *
   * @default RetentionDays.ONE_MONTH
   */
  readonly accessLogRetention?: RetentionDays;
  /**
   * Traces requests with X-Ray.
   *
   * @default false
   */
  readonly tracing?: boolean;
  /**
   * Adds the permissions for the console's *Test* button. They double the function's policy, whose limit is 20 KB.
   *
   * @default false
   */
  readonly allowTestInvoke?: boolean;
  /**
   * Media types that are bytes: a matching request `Content-Type` reaches the function as base64, and base64 results are
   * decoded for a matching first `Accept`. Only with all of them, `['*' + '/*']`, do bytes work in every browser. With
   * `proxy: false` types that have a request template are refused, as templates cannot read bytes; and a text that is no
   * base64 is a 500 for clients whose first `Accept` is one of the types.
   *
   * @default - none, every body is text
   */
  readonly binaryMediaTypes?: readonly string[];
  /**
   * Answers preflights, and lets browsers read the answers of API Gateway itself. With `proxy: true` the function adds the
   * headers of its own answers, with `proxy: false` the integration responses do.
   *
   * @default - no CORS
   */
  readonly cors?: CorsOptions;
  /**
   * Sends the answer while the function writes it. Only with `proxy: true`.
   *
   * @default ResponseTransferMode.BUFFERED
   */
  readonly responseTransferMode?: ResponseTransferMode;
  /**
   * The function gets the request body as it is, and nothing else. Only with `proxy: false`.
   *
   * @default false
   */
  readonly passthrough?: boolean;
  /**
   * Templates (VTL) that render the function's event, by content type; others are a 415. Only with `proxy: false`.
   *
   * @default - `envelopeRequestTemplate` for JSON, forms and plain text; none with `passthrough`
   */
  readonly requestTemplates?: Readonly<Record<string, string>>;
  /**
   * How results and errors of the function become answers; one per status, one of them without a `selectionPattern`.
   * Only with `proxy: false`.
   *
   * @default - 200 for results; the status an error names as `{"statusCode":404,…}`; 500 for other errors
   */
  readonly integrationResponses?: readonly IntegrationResponse[];
  /**
   * Headers of every answer, by name, as mapping expressions: `"'text'"`, `'context.requestId'`,
   * `'integration.response.body.id'`. Only with `proxy: false`.
   *
   * @default - none
   */
  readonly responseHeaders?: Readonly<Record<string, string>>;
}
