import type { TraceView } from '../../wire/traces.ts';
import type { PlacedMethod } from '../data/use-apis.ts';

/** The method of an API that served a request; `undefined` where none did. */
export function methodOf(
  methods: readonly PlacedMethod[],
  route: TraceView['route'],
): PlacedMethod | undefined {
  return methods.find(
    ({ path, method }) =>
      // A route of an HTTP API has its key for both.
      method.id === route?.resourcePath ||
      (path === route?.resourcePath && method.httpMethod === route.httpMethod),
  );
}
