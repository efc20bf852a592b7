import { detach } from '../own.ts';

/**
 * The event itself, or, when somebody has added a member of an event to `Object.prototype`, a copy that inherits
 * nothing. One look at an empty object costs less than asking at each read whether a member is an event's own.
 */
export function ownOnly<Event>(event: Event): Event {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a copy of JSON-like data has its type
  return isPolluted(bare) ? (detach(event) as Event) : event;
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- it has no member unless somebody added it to all objects
const bare = {} as Readonly<Record<string, unknown>>;

// Written out, so that the engine reads each name from a constant; the test compares this list with what sources look for.
function isPolluted(object: typeof bare): boolean {
  return (
    object['accessKey'] !== undefined ||
    object['accountId'] !== undefined ||
    object['authentication'] !== undefined ||
    object['authorizer'] !== undefined ||
    object['body'] !== undefined ||
    object['claims'] !== undefined ||
    object['clientCert'] !== undefined ||
    object['clientCertPem'] !== undefined ||
    object['cognitoIdentity'] !== undefined ||
    object['cognitoIdentityId'] !== undefined ||
    object['connectionId'] !== undefined ||
    object['cookies'] !== undefined ||
    object['domainName'] !== undefined ||
    object['elb'] !== undefined ||
    object['eventType'] !== undefined ||
    object['headers'] !== undefined ||
    object['http'] !== undefined ||
    object['httpMethod'] !== undefined ||
    object['iam'] !== undefined ||
    object['identity'] !== undefined ||
    object['identityId'] !== undefined ||
    object['integrationType'] !== undefined ||
    object['is_base64_encoded'] !== undefined ||
    object['isBase64Encoded'] !== undefined ||
    object['issuerDN'] !== undefined ||
    object['jwt'] !== undefined ||
    object['lambda'] !== undefined ||
    object['method'] !== undefined ||
    object['methodArn'] !== undefined ||
    object['multiValueHeaders'] !== undefined ||
    object['multiValueQueryStringParameters'] !== undefined ||
    object['path'] !== undefined ||
    object['pathParameters'] !== undefined ||
    object['principal'] !== undefined ||
    object['principalId'] !== undefined ||
    object['principalOrgID'] !== undefined ||
    object['principalOrgId'] !== undefined ||
    object['query_string_parameters'] !== undefined ||
    object['queryStringParameters'] !== undefined ||
    object['raw_path'] !== undefined ||
    object['rawPath'] !== undefined ||
    object['rawQueryString'] !== undefined ||
    object['requestContext'] !== undefined ||
    object['requestId'] !== undefined ||
    object['requestTimeEpoch'] !== undefined ||
    object['resource'] !== undefined ||
    object['resourcePath'] !== undefined ||
    object['routeArn'] !== undefined ||
    object['routeKey'] !== undefined ||
    object['scopes'] !== undefined ||
    object['serialNumber'] !== undefined ||
    object['serviceArn'] !== undefined ||
    object['sessionName'] !== undefined ||
    object['sourceIp'] !== undefined ||
    object['stage'] !== undefined ||
    object['subjectDN'] !== undefined ||
    object['timeEpoch'] !== undefined ||
    object['user'] !== undefined ||
    object['userArn'] !== undefined ||
    object['userId'] !== undefined ||
    object['version'] !== undefined
  );
}
