import { UnrecognizedEventError } from '../errors.ts';
import { lambda } from './lambda.ts';
import { restApi } from './rest-api.ts';
import type { ProxySource } from './source.ts';

/** Every front door, in the order in which events are compared with them. */
export const sources: readonly ProxySource[] = [restApi, lambda];

/**
 * The front door that an event comes from.
 *
 * @throws {@link UnrecognizedEventError} for anything that is no request of a known source.
 */
export function detectSource(event: unknown): ProxySource {
  for (const source of sources) if (source.matches(event)) return source;
  throw new UnrecognizedEventError(
    event,
    sources.map(({ name }) => name),
  );
}
