import type { Gateway } from '../gateway.ts';

/** What the console shows and switches: a gateway that is serving. */
export type ConsoleSource = Pick<
  Gateway,
  'endpoints' | 'model' | 'functionStates' | 'integrationOverrides' | 'overrideIntegration'
>;
