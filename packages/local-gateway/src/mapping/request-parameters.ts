import { isIllegalRequestHeader } from './header-names.ts';
import type { IntegrationSettings } from './method-settings.ts';
import { readParameterSource, type ParameterSources } from './parameter-source.ts';
import { configurationError, type Refusal } from './refusal.ts';

/** Parameters of the request to an integration, each with all its values. */
export interface IntegrationParameters {
  readonly header: Map<string, readonly string[]>;
  readonly querystring: Map<string, readonly string[]>;
  readonly path: Map<string, readonly string[]>;
}

type MappedParameters = Pick<IntegrationSettings, 'Type' | 'RequestParameters'>;

/** Applies `integration.request.{header,querystring,path}.X` mappings (REQ-47, REQ-48). */
export function mapRequestParameters(
  integration: MappedParameters,
  sources: ParameterSources,
): IntegrationParameters {
  const parameters: IntegrationParameters = {
    header: new Map(),
    querystring: new Map(),
    path: new Map(),
  };
  for (const [target, source] of Object.entries(integration.RequestParameters)) {
    const place = readTarget(target);
    const values = readParameterSource(source, sources);
    // REQ-48: a missing source removes the target.
    if (place !== undefined && values !== undefined) parameters[place.kind].set(place.name, values);
  }
  return parameters;
}

/** Refuses mappings that break every call, also of a proxy integration (REQ-37, REST-35). */
export function checkRequestParameters(integration: MappedParameters): Refusal | undefined {
  const illegal = Object.keys(integration.RequestParameters).find((target) => {
    const place = readTarget(target);
    return place?.kind === 'header' && isIllegalRequestHeader(place.name, integration.Type);
  });
  if (illegal === undefined) return undefined;
  return configurationError(
    `request parameter ${illegal} maps a header that integration type ${integration.Type} does not allow`,
  );
}

/** Whether a mapping reads the request body, which must then be JSON (REQ-10). */
export function readsRequestBody(integration: MappedParameters): boolean {
  return Object.values(integration.RequestParameters).some((source) =>
    source.trim().startsWith('method.request.body'),
  );
}

function readTarget(
  target: string,
): { kind: keyof IntegrationParameters; name: string } | undefined {
  const [, kind, name = ''] =
    /^integration\.request\.(header|querystring|path)\.([\s\S]+)$/.exec(target) ?? [];
  return kind === 'header' || kind === 'querystring' || kind === 'path'
    ? { kind, name }
    : undefined;
}
