import { asText, isRecord } from '../own.ts';
import { ownOnly } from '../request/own-only.ts';
import type { SourceName } from '../request/request.ts';

/**
 * The front door that an event comes from, told by a member of its `requestContext`, which no client can send, or, for
 * events without one, of the event itself. The first that fits counts, so that every event has at most one.
 */
export function nameSource(event: unknown): SourceName | undefined {
  try {
    return isRecord(event) ? readMarkers(ownOnly(event)) : undefined;
  } catch {
    // A getter that throws: nothing that Lambda delivers.
    return undefined;
  }
}

function readMarkers(event: Record<string, unknown>): SourceName | undefined {
  const { requestContext: context } = event;
  // The events of Lambda authorizers look like requests (HTTP2-20); only a policy is an answer to them.
  if (event['methodArn'] !== undefined || event['routeArn'] !== undefined) return undefined;
  if (!isRecord(context)) {
    const isLattice = context === undefined && isText(event['raw_path']) && isText(event['method']);
    return isLattice ? 'vpc-lattice-v1' : undefined;
  }
  if (isRecord(context['elb'])) return 'alb';
  if (isText(context['serviceArn'])) return 'vpc-lattice';
  if (isText(context['connectionId'])) return 'websocket';
  if (isRecord(context['http'])) {
    // The domain of a function URL (FURL-1).
    const isUrl = asText(context['domainName'])?.includes('.lambda-url.');
    return isUrl === true ? 'function-url' : 'http-api';
  }
  if (!isText(event['httpMethod'])) return undefined;
  if (context['integrationType'] === 'AWS') return 'lambda';
  if (!isText(context['requestId']) && !isText(context['resourcePath'])) return undefined;
  // Payload format 1.0 names itself only when it comes from an HTTP API (REST-2).
  return (event['version'] ?? undefined) === undefined ? 'rest-api' : 'http-api-v1';
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
