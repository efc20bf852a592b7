/**
 * The event that a non-proxy `AWS` integration sends when its request template is API Gateway's own *method request
 * passthrough*: the parsed body, all parameters and the context, each by the name that the template gives it.
 */
export interface LambdaEnvelope {
  readonly 'body-json': unknown;
  readonly params: {
    readonly path: Readonly<Record<string, string>>;
    readonly querystring: Readonly<Record<string, string>>;
    readonly header: Readonly<Record<string, string>>;
  };
  readonly 'stage-variables': Readonly<Record<string, string>>;
  /** Empty text where API Gateway knows nothing. */
  readonly context: Readonly<Record<string, string>>;
}
