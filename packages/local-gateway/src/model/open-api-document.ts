import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

import type { Resource } from '../assembly/resources.ts';
import { isObject } from '../assembly/template.ts';
import { parseYamlTemplate } from '../assembly/yaml-template.ts';
import { parseJson } from '../front-doors/payload.ts';
import { objectOf, textOf, type Properties } from './properties.ts';

/** Whether the resources of an API stand in an OpenAPI document. */
export function isDescribed({ properties }: Resource): boolean {
  return properties['Body'] !== undefined || properties['BodyS3Location'] !== undefined;
}

/** The OpenAPI document in `Body` or `BodyS3Location` of an API, or why it cannot be read. */
export function readDocument({ stack, properties }: Resource): Properties | string {
  const { Body } = properties;
  if (isObject(Body)) return Body;
  if (Body !== undefined) return 'its Body is no OpenAPI document';
  const key = textOf(objectOf(properties, 'BodyS3Location'), 'Key') ?? '';
  const file = stack.assets.get(basename(key));
  if (file === undefined || !existsSync(file)) {
    return `its OpenAPI document ${key} is not in this assembly`;
  }
  const document = parse(readFileSync(file, 'utf8'));
  return isObject(document) ? document : `its OpenAPI document ${key} is neither JSON nor YAML`;
}

function parse(text: string): unknown {
  const document = parseJson(text);
  if (document !== undefined) return document;
  try {
    return parseYamlTemplate(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The members of a section that are objects, with their names. */
export function entries(
  section: Properties,
): readonly (readonly [name: string, value: Properties])[] {
  return Object.keys(section).map((name) => [name, objectOf(section, name)]);
}
