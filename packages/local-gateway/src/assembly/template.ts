/** A CloudFormation template as CDK writes it: everything in it is read as `unknown` until it is looked at. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Parameters?: Readonly<Record<string, TemplateParameter>>;
  readonly Mappings?: Readonly<Record<string, unknown>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<Record<string, TemplateOutput>>;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
}

export interface TemplateParameter {
  readonly Type: string;
  readonly Default?: unknown;
}

export interface TemplateOutput {
  readonly Value?: unknown;
  readonly Export?: { readonly Name?: unknown };
}

/** Tells whether a value is a JSON object: not `null`, not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a value as a template; throws a `TypeError` that names `file` when it has no `Resources`. */
export function toTemplate(value: unknown, file: string): Template {
  if (isTemplate(value)) return value;
  throw new TypeError(
    `${file} has no "Resources" with a "Type" each, expected a CloudFormation template`,
  );
}

/** Looks at what must be there; the optional sections are read with care where they are used. */
function isTemplate(value: unknown): value is Template {
  return (
    isObject(value) &&
    isObject(value['Resources']) &&
    Object.values(value['Resources']).every(
      (resource) => isObject(resource) && typeof resource['Type'] === 'string',
    )
  );
}
