import { asText, isRecord } from '../own.ts';
import { ownOnly } from '../request/own-only.ts';

/** What tells the front doors apart. */
export type Marker =
  | 'elb'
  | 'serviceArn'
  | 'connectionId'
  | 'lambda-url'
  | 'http'
  | 'integrationType'
  | 'version'
  | 'resourcePath'
  | 'raw_path';

/** Whether an event carries that marker. */
export function isMarked(event: unknown, marker: Marker): event is Record<string, unknown> {
  return markerOf(event) === marker;
}

/**
 * The marker of an event: a member of its `requestContext`, which no client can send, or, for events without one, of
 * the event itself. The first of the list above counts, so that every event has at most one.
 */
function markerOf(event: unknown): Marker | undefined {
  try {
    return isRecord(event) ? readMarker(ownOnly(event)) : undefined;
  } catch {
    // A getter that throws: nothing that Lambda delivers.
    return undefined;
  }
}

function readMarker(event: Record<string, unknown>): Marker | undefined {
  const { requestContext: context } = event;
  // The events of Lambda authorizers look like requests (HTTP2-20); only a policy is an answer to them.
  if (event['methodArn'] !== undefined || event['routeArn'] !== undefined) return undefined;
  if (!isRecord(context)) {
    const isLattice = context === undefined && isText(event['raw_path']) && isText(event['method']);
    return isLattice ? 'raw_path' : undefined;
  }
  if (isRecord(context['elb'])) return 'elb';
  if (isText(context['serviceArn'])) return 'serviceArn';
  if (isText(context['connectionId'])) return 'connectionId';
  if (isRecord(context['http'])) {
    // The domain of a function URL (FURL-1).
    return asText(context['domainName'])?.includes('.lambda-url.') ? 'lambda-url' : 'http';
  }
  if (!isText(event['httpMethod'])) return undefined;
  if (context['integrationType'] === 'AWS') return 'integrationType';
  if (!isText(context['requestId']) && !isText(context['resourcePath'])) return undefined;
  // Payload format 1.0 names itself only when it comes from an HTTP API (REST-2).
  return (event['version'] ?? undefined) === undefined ? 'resourcePath' : 'version';
}

function isText(value: unknown): boolean {
  return typeof value === 'string';
}
