import { isInstance } from '../errors/read-safely.ts';
import { ownMembers } from '../own.ts';
import type { MiddyRequest } from '../chain/middleware.ts';

/**
 * Sees to it that a response which a hook gives early is written like any other: middy itself then skips every `after`
 * hook. It stores such a response in `request.response`, which therefore writes what is stored there.
 */
export function coverEarlyResponse(
  request: MiddyRequest,
  write: (returned: unknown) => unknown,
): void {
  let response: unknown;
  const property = ownMembers({
    configurable: true,
    enumerable: true,
    get: () => response,
    set(value: unknown) {
      // Middy also clears the response, before it clears the early one, when something has failed since.
      const isEarly = Object.hasOwn(request, 'earlyResponse') && value === request.earlyResponse;
      response = isEarly ? refuseError(write(value)) : value;
    },
  });
  Object.defineProperty(request, 'response', property);
}

// Middy's way to fail the invocation.
function refuseError(result: unknown): unknown {
  if (result instanceof Promise) return result.then(refuseError);
  if (isInstance(result, Error)) throw result;
  return result;
}
