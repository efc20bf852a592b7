import { isObject } from '../assembly/template.ts';

/** A template with everything that was deployed in it; the gateway's own `Template` keeps what it serves. */
export interface SourceTemplate {
  readonly Resources: Readonly<Record<string, SourceResource>>;
  readonly [section: string]: unknown;
}

/** A resource of a template, with `DependsOn`, `DeletionPolicy` and whatever else it has. */
export interface SourceResource {
  readonly Type: string;
  readonly [member: string]: unknown;
}

/** Tells whether a value is a template. */
export function isSourceTemplate(value: unknown): value is SourceTemplate {
  return (
    isObject(value) &&
    isObject(value['Resources']) &&
    Object.values(value['Resources']).every(
      (resource) => isObject(resource) && typeof resource['Type'] === 'string',
    )
  );
}
