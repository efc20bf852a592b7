import { HttpError } from '../errors/errors.ts';
import type { LazyRequest } from './lazy-request.ts';

/**
 * Refuses a body with a content encoding, since nothing here inflates.
 *
 * @throws {@link HttpError} 415 for any but `identity`.
 */
export function refuseContentEncoding(request: LazyRequest): void {
  const encoding = request.header('content-encoding');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    throw new HttpError(415, 'body has a content encoding, expected none');
  }
}
