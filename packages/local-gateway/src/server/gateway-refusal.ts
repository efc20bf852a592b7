import type { JsonObject } from '../front-doors/json.ts';
import type { Refusal } from '../mapping/refusal.ts';

/** A refusal by a REST API, before any integration: as in mapping, or with `null` for its message (GW-15). */
export interface GatewayRefusal extends Omit<Refusal, 'message'> {
  readonly message: string | null;
  /** Value of `x-amzn-ErrorType`. @default that of the gateway response type */
  readonly errorType?: string;
  /** What a Lambda authorizer that denied has told: `$context.authorizer` of the gateway response. */
  readonly authorizer?: JsonObject;
}

/** Whether a step refused. */
export function isRefused(value: object): value is GatewayRefusal {
  return 'refused' in value;
}

/** 401: the caller is not known (GW-15, GW-16). */
export function unauthorized(reason: string): GatewayRefusal {
  return { refused: 'UNAUTHORIZED', statusCode: 401, message: 'Unauthorized', reason };
}

/** 403: the caller may not (GW-17). */
export function accessDenied(message: string, reason: string): GatewayRefusal {
  return { refused: 'ACCESS_DENIED', statusCode: 403, message, reason };
}

/** 500 `{"message":null}`: the authorizer failed (GW-15). */
export function authorizerFailure(reason: string): GatewayRefusal {
  return { refused: 'AUTHORIZER_FAILURE', statusCode: 500, message: null, reason };
}

/** 500 `{"message":null}`: the authorizer answered what is no answer (GW-19). */
export function authorizerMisconfigured(reason: string): GatewayRefusal {
  return { refused: 'AUTHORIZER_CONFIGURATION_ERROR', statusCode: 500, message: null, reason };
}
