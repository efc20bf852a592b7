import type { GatewayResponseType } from './gateway-response-types.ts';

/** The gateway answers itself, by the gateway response of this type. */
export interface Refusal {
  readonly refused: GatewayResponseType;
  /** Status when no customised gateway response sets one. */
  readonly statusCode: number;
  /** What the client reads, `$context.error.message`. */
  readonly message: string;
  /** In words, for the log and the console; never sent to the client. */
  readonly reason: string;
}

/** Whether a mapping step ended in a refusal. */
export function isRefusal(value: object): value is Refusal {
  return 'refused' in value;
}

/** 500 `{"message": "Internal server error"}`: the API is configured so that it cannot answer (REQ-33, RESP-41). */
export function configurationError(reason: string): Refusal {
  return {
    refused: 'API_CONFIGURATION_ERROR',
    statusCode: 500,
    message: 'Internal server error',
    reason,
  };
}

/** 400: the client's body or parameters do not fit. */
export function badRequest(
  refused: 'BAD_REQUEST_BODY' | 'BAD_REQUEST_PARAMETERS',
  message: string,
  reason: string,
): Refusal {
  return { refused, statusCode: 400, message, reason };
}
