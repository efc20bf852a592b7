import type { ErrorObject, ValidateFunction } from 'ajv';
import { default as Ajv04 } from 'ajv-draft-04';
import { parseJson } from '../front-doors/payload.ts';
import { describeValue, isJsonObject, type JsonObject } from '../front-doors/json.ts';

/**
 * Validates a body against a model of the API, JSON schema draft 4 (REQ-54, REQ-56); gives what is wrong,
 * or `undefined`. An empty body counts as `{}`.
 */
export function validateModel(
  name: string,
  body: string,
  models: Readonly<Record<string, unknown>>,
): string | undefined {
  const validate = validatorOf(name, models);
  if (typeof validate === 'string') return validate;
  let value: unknown;
  try {
    value = JSON.parse(body.trim() === '' ? '{}' : body);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  if (validate(value)) return undefined;
  return `[${(validate.errors ?? []).map(describe).join(', ')}]`;
}

type Validators = Map<string, ValidateFunction | string>;

const compiled = new WeakMap<object, Validators>();

function validatorOf(
  name: string,
  models: Readonly<Record<string, unknown>>,
): ValidateFunction | string {
  let validators = compiled.get(models);
  if (validators === undefined) compiled.set(models, (validators = new Map()));
  let validate = validators.get(name);
  if (validate === undefined) validators.set(name, (validate = compile(name, models)));
  return validate;
}

function compile(
  name: string,
  models: Readonly<Record<string, unknown>>,
): ValidateFunction | string {
  if (!Object.hasOwn(models, name)) return `model ${name} does not exist`;
  const ajv = new Ajv04.default({
    strict: false,
    validateFormats: false,
    logger: false,
    ignoreKeywordsWithRef: true,
  });
  for (const keyword of newerKeywords) ajv.removeKeyword(keyword);
  try {
    if (ajv.validateSchema(readSchema(models[name])) !== true)
      throw new TypeError(ajv.errorsText());
    for (const [key, schema] of Object.entries(models)) {
      // Not validated, so that a broken model breaks only those that refer to it.
      if (isSchema(schema)) ajv.addSchema(readSchema(schema), modelId(key), undefined, false);
    }
    return ajv.getSchema(modelId(name)) ?? `model ${name} cannot be compiled`;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `model ${name} cannot be compiled: ${why}`;
  }
}

/** What the library knows besides draft 4, where unknown keywords say nothing (REQ-56). */
const newerKeywords = ['const', 'contains', 'if', 'then', 'else', 'propertyNames'];

function modelId(name: string): string {
  return `https://models.invalid/${encodeURIComponent(name)}`;
}

/** A schema with its references to other models, which are URLs ending in `/models/<name>`, made ours. */
function readSchema(schema: unknown): JsonObject {
  const data: unknown = typeof schema === 'string' ? parseJson(schema) : schema;
  if (!isJsonObject(data)) throw new TypeError(`found ${describeValue(data)}, expected a schema`);
  return rewriteObject(data);
}

function isSchema(schema: unknown): boolean {
  return isJsonObject(typeof schema === 'string' ? parseJson(schema) : schema);
}

/**
 * An `id` would change what references are relative to; every model is draft 4, whatever its `$schema` says, and draft 4
 * knows no `nullable` (REQ-56).
 */
const ignored: Readonly<Record<string, string>> = {
  id: 'string',
  $schema: 'string',
  nullable: 'boolean',
};

function rewriteObject(schema: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schema)
      // A property may have such a name: its schema is an object.
      .filter(([key, member]) => !Object.hasOwn(ignored, key) || typeof member !== ignored[key])
      .map(([key, member]) => [key, key === '$ref' ? rewriteReference(member) : rewrite(member)]),
  );
}

function rewrite(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rewrite);
  return isJsonObject(value) ? rewriteObject(value) : value;
}

function rewriteReference(reference: unknown): unknown {
  if (typeof reference !== 'string') return reference;
  const [, name, fragment = ''] = /\/models\/([^/#]+)(#.*)?$/.exec(reference) ?? [];
  return name === undefined ? reference : `${modelId(name)}${fragment}`;
}

/** In the words of the gateway's own validator for what is most common. */
function describe({ keyword, params, instancePath, message }: ErrorObject): string {
  const missing: unknown = params['missingProperty'];
  if (keyword === 'required')
    return `object has missing required properties (["${String(missing)}"])`;
  return `${instancePath === '' ? 'body' : instancePath} ${message ?? keyword}`;
}
