import {
  readParameterMapping,
  type ParameterMapping,
} from '../mapping/http-api/parameter-mapping.ts';
import { objectOf, objectsOf, textMapOf, textOf, type Properties } from './properties.ts';

/** What an integration of an HTTP API changes in requests and responses. */
export interface HttpParameters {
  readonly requestParameters: readonly ParameterMapping[];
  /** By the status that the integration answers. */
  readonly responseParameters: Readonly<Record<string, readonly ParameterMapping[]>>;
}

/** Reads `RequestParameters` and `ResponseParameters` of an integration, or says what AWS would refuse. */
export function readHttpParameters(properties: Properties): HttpParameters | string {
  const request = readMappings(
    Object.entries(textMapOf(properties, 'RequestParameters')),
    'request',
  );
  if (typeof request === 'string') return request;
  const responses: Record<string, readonly ParameterMapping[]> = {};
  const declared = objectOf(properties, 'ResponseParameters');
  for (const status of Object.keys(declared)) {
    if (!/^[2-5]\d\d$/.test(status)) {
      return `ResponseParameters has ${JSON.stringify(status)}, expected a status from 200 to 599`;
    }
    const mappings = readMappings(responseEntries(declared, status), 'response');
    if (typeof mappings === 'string') return mappings;
    responses[status] = mappings;
  }
  return { requestParameters: request, responseParameters: responses };
}

/** CloudFormation has a list of sources and destinations, OpenAPI a map. */
function responseEntries(declared: Properties, status: string): readonly [string, string][] {
  const listed = objectsOf(objectOf(declared, status), 'ResponseParameters');
  if (listed.length === 0) return Object.entries(textMapOf(declared, status));
  return listed.map((entry) => [textOf(entry, 'Destination') ?? '', textOf(entry, 'Source') ?? '']);
}

function readMappings(
  entries: readonly (readonly [string, string])[],
  of: 'request' | 'response',
): readonly ParameterMapping[] | string {
  const mappings: ParameterMapping[] = [];
  for (const [key, value] of entries) {
    const mapping = readParameterMapping(key, value, of);
    if (typeof mapping === 'string') return mapping;
    mappings.push(mapping);
  }
  return mappings;
}
