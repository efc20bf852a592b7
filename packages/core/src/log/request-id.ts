import { readSafely } from '../errors/read-safely.ts';

/** The id of a request: the front door's, or, where it gives none (a load balancer, VPC Lattice), the invocation's. */
export function requestIdOf(request: unknown, context: unknown): unknown {
  return readSafely(request, 'requestId') ?? readSafely(context, 'awsRequestId');
}
