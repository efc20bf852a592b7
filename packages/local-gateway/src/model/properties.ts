import { isObject } from '../assembly/template.ts';

/** Properties of a resource, read with care: a template is foreign data. */
export type Properties = Readonly<Record<string, unknown>>;

/** A text property, or `undefined`; CloudFormation takes numbers and booleans for text. */
export function textOf(properties: Properties, name: string): string | undefined {
  const value = properties[name];
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A number property, or `undefined`; CloudFormation takes text for numbers. */
export function numberOf(properties: Properties, name: string): number | undefined {
  const value = properties[name];
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A boolean property; CloudFormation takes `"true"` for `true`. */
export function booleanOf(properties: Properties, name: string): boolean {
  return properties[name] === true || properties[name] === 'true';
}

/** An object property; `{}` when there is none. */
export function objectOf(properties: Properties, name: string): Properties {
  const value = properties[name];
  return isObject(value) ? value : {};
}

/** The objects of a list property. */
export function objectsOf(properties: Properties, name: string): readonly Properties[] {
  const value = properties[name];
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** The texts of a list property. */
export function textsOf(properties: Properties, name: string): readonly string[] {
  const value = properties[name];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** An object property of which the values are text, such as stage variables or templates. */
export function textMapOf(properties: Properties, name: string): Readonly<Record<string, string>> {
  const entries = Object.keys(objectOf(properties, name)).map(
    (key) => [key, textOf(objectOf(properties, name), key)] as const,
  );
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
