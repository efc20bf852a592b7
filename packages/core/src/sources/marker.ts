import { asText, isRecord, own } from '../own.ts';
import { ownOnly } from '../own-only.ts';

/** What tells the front doors apart. */
export type Marker =
  | 'elb'
  | 'serviceArn'
  | 'connectionId'
  | 'http'
  | 'httpMethod'
  | 'raw_path'
  | 'body-json';

/** Whether an event carries that marker. */
export function isMarked(event: unknown, marker: Marker): event is Record<string, unknown> {
  return markerOf(event) === marker;
}

/** Whether an event of payload format 2.0 comes from a function URL: its domain says so (FURL-1). */
export function isFunctionUrlEvent({ requestContext }: Record<string, unknown>): boolean {
  return asText(own(requestContext, 'domainName'))?.includes('.lambda-url.') === true;
}

/**
 * The marker of an event: a member of its `requestContext`, which no client can send, or, for events without one, of
 * the event itself. The first of the list above counts, so that every event has at most one.
 */
export function markerOf(event: unknown): Marker | undefined {
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
  if (!isRecord(context)) return readTopMarker(event, context);
  if (isRecord(context['elb'])) return 'elb';
  if (asText(context['serviceArn']) !== undefined) return 'serviceArn';
  if (asText(context['connectionId']) !== undefined) return 'connectionId';
  if (isRecord(context['http'])) return 'http';
  if (asText(event['httpMethod']) === undefined) return undefined;
  const { requestId = context['resourcePath'] } = context;
  return asText(requestId) === undefined ? undefined : 'httpMethod';
}

function readTopMarker(event: Record<string, unknown>, context: unknown): Marker | undefined {
  if (context !== undefined) return undefined;
  if (asText(event['raw_path']) !== undefined && asText(event['method']) !== undefined) {
    return 'raw_path';
  }
  return 'body-json' in event && isRecord(event['params']) && isRecord(event['context'])
    ? 'body-json'
    : undefined;
}
