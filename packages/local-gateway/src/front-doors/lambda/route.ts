import type { RestRoute } from '../rest-api/route.ts';

/** What is known about a method of a REST API with the non-proxy `AWS` integration. */
export interface LambdaRoute extends RestRoute {
  /**
   * Whether a request template wraps the payload in an envelope with method, path, headers, parameters and
   * identity, `requestContext.integrationType` being `AWS`.
   * @default false: the event is the payload itself
   */
  readonly envelope?: boolean;
}
