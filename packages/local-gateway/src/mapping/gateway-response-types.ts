/** Name of a gateway response type (GW-9). */
export type GatewayResponseType =
  | 'ACCESS_DENIED'
  | 'API_CONFIGURATION_ERROR'
  | 'AUTHORIZER_CONFIGURATION_ERROR'
  | 'AUTHORIZER_FAILURE'
  | 'BAD_REQUEST_BODY'
  | 'BAD_REQUEST_PARAMETERS'
  | 'DEFAULT_4XX'
  | 'DEFAULT_5XX'
  | 'EXPIRED_TOKEN'
  | 'INTEGRATION_FAILURE'
  | 'INTEGRATION_TIMEOUT'
  | 'INVALID_API_KEY'
  | 'INVALID_SIGNATURE'
  | 'MISSING_AUTHENTICATION_TOKEN'
  | 'QUOTA_EXCEEDED'
  | 'REQUEST_TOO_LARGE'
  | 'RESOURCE_NOT_FOUND'
  | 'THROTTLED'
  | 'UNAUTHORIZED'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'WAF_FILTERED';

/** What a gateway response type answers when nobody customised it. */
export interface GatewayResponseDefaults {
  /** Missing for the two families, which have no status of their own. */
  readonly statusCode?: number;
  /** Value of `x-amzn-ErrorType`. */
  readonly errorType: string;
  /** `true` where the message is hard-wired and not rendered: `{"message": "…"}` with a blank (GW-14). */
  readonly hardWired?: boolean;
}

/** All gateway response types with their default statuses (GW-9) and error types. */
export const gatewayResponseTypes: Readonly<Record<GatewayResponseType, GatewayResponseDefaults>> =
  {
    ACCESS_DENIED: { statusCode: 403, errorType: 'AccessDeniedException' },
    API_CONFIGURATION_ERROR: internalError(500),
    AUTHORIZER_CONFIGURATION_ERROR: {
      statusCode: 500,
      errorType: 'AuthorizerConfigurationException',
    },
    AUTHORIZER_FAILURE: { statusCode: 500, errorType: 'AuthorizerConfigurationException' },
    BAD_REQUEST_BODY: badRequest(400),
    BAD_REQUEST_PARAMETERS: badRequest(400),
    DEFAULT_4XX: { errorType: 'BadRequestException' },
    DEFAULT_5XX: { errorType: 'InternalServerErrorException' },
    EXPIRED_TOKEN: { statusCode: 403, errorType: 'ExpiredTokenException' },
    INTEGRATION_FAILURE: internalError(504),
    INTEGRATION_TIMEOUT: internalError(504),
    INVALID_API_KEY: { statusCode: 403, errorType: 'ForbiddenException' },
    INVALID_SIGNATURE: { statusCode: 403, errorType: 'InvalidSignatureException' },
    MISSING_AUTHENTICATION_TOKEN: {
      statusCode: 403,
      errorType: 'MissingAuthenticationTokenException',
    },
    QUOTA_EXCEEDED: { statusCode: 429, errorType: 'LimitExceededException' },
    REQUEST_TOO_LARGE: badRequest(413),
    RESOURCE_NOT_FOUND: { statusCode: 404, errorType: 'NotFoundException' },
    THROTTLED: { statusCode: 429, errorType: 'TooManyRequestsException' },
    UNAUTHORIZED: { statusCode: 401, errorType: 'UnauthorizedException' },
    UNSUPPORTED_MEDIA_TYPE: badRequest(415),
    WAF_FILTERED: { statusCode: 403, errorType: 'ForbiddenException' },
  };

function internalError(statusCode: number): Required<GatewayResponseDefaults> {
  return { statusCode, errorType: 'InternalServerErrorException', hardWired: true };
}

/** REQ-6: `BadRequestException` also on 415. */
function badRequest(statusCode: number): Required<GatewayResponseDefaults> {
  return { statusCode, errorType: 'BadRequestException', hardWired: true };
}
