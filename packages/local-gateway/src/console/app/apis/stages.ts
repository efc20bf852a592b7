import type { MethodDetails, MethodView } from '../../wire/apis.ts';

/** A step of a method's execution. */
export type Stage =
  | 'method-request'
  | 'integration-request'
  | 'integration-response'
  | 'method-response';

/** The steps in the order in which a request and its response take them, each with a line about it. */
export const stages: readonly {
  readonly id: Stage;
  readonly title: string;
  readonly summary: (method: MethodView, details: MethodDetails) => string;
}[] = [
  {
    id: 'method-request',
    title: 'Method request',
    summary: (_method, { authorizationType }) => `Authorization: ${authorizationType}`,
  },
  {
    id: 'integration-request',
    title: 'Integration request',
    summary: ({ integrationType }) => `Type: ${integrationType}`,
  },
  {
    id: 'integration-response',
    title: 'Integration response',
    summary: (method, { settings }) => {
      if (isProxy(method)) return 'Proxy integrations have none';
      const statuses = settings.Integration.IntegrationResponses.map(
        ({ StatusCode }) => StatusCode,
      );
      return statuses.length === 0 ? 'None declared' : `HTTP status: ${statuses.join(', ')}`;
    },
  },
  {
    id: 'method-response',
    title: 'Method response',
    summary: (method, { settings }) => {
      if (isProxy(method)) return `As the ${backendOf(method)} says`;
      return settings.MethodResponses.length === 0
        ? 'None declared'
        : `HTTP status: ${settings.MethodResponses.map(({ StatusCode }) => StatusCode).join(', ')}`;
    },
  },
];

/** Whether the box *Use Lambda proxy integration* is ticked, or the one for HTTP. */
export function isProxy({ integrationType }: Pick<MethodView, 'integrationType'>): boolean {
  return integrationType.endsWith('_PROXY');
}

/** What answers behind a proxy integration. */
export function backendOf({ integrationType }: Pick<MethodView, 'integrationType'>): string {
  return integrationType === 'HTTP_PROXY' ? 'backend' : 'function';
}
