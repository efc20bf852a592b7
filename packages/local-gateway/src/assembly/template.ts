/** A CloudFormation template as CDK writes it: everything in it is read as `unknown` until it is looked at. */
export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Parameters?: Readonly<Record<string, TemplateParameter>>;
  readonly Mappings?: Readonly<Record<string, unknown>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<Record<string, TemplateOutput>>;
}

/** One entry of `Resources`. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
}

/** One entry of `Parameters`. */
export interface TemplateParameter {
  /** `String`, `CommaDelimitedList`, `List<Number>` … */
  readonly Type?: string;
  readonly Default?: unknown;
}

/** One entry of `Outputs`. */
export interface TemplateOutput {
  readonly Value?: unknown;
  readonly Export?: { readonly Name?: unknown };
  readonly Condition?: string;
}

/** Tells whether a value is a JSON object: not `null`, not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Reads a value as a template; throws a `TypeError` that names `file` when it has no `Resources`. */
export function toTemplate(value: unknown, file: string): Template {
  const resources = isObject(value) ? value['Resources'] : undefined;
  if (!isObject(value) || !isObject(resources)) {
    throw new TypeError(`${file} has no "Resources", expected a CloudFormation template`);
  }
  return {
    Resources: { ...mapObjects(resources, readResource), ...readLoops(resources) },
    Parameters: mapObjects(value['Parameters'], ({ Type, Default }) => ({
      Default,
      ...(typeof Type === 'string' && { Type }),
    })),
    Mappings: objectOr(value['Mappings']),
    Conditions: objectOr(value['Conditions']),
    Outputs: mapObjects(value['Outputs'], ({ Value, Export, Condition }) => ({
      Value,
      ...(isObject(Export) && { Export }),
      ...(typeof Condition === 'string' && { Condition }),
    })),
  };
}

function readResource({
  Type,
  Properties,
  Metadata,
  Condition,
}: Readonly<Record<string, unknown>>): TemplateResource {
  return {
    // What has no type is nothing that is served.
    Type: typeof Type === 'string' ? Type : '',
    ...(isObject(Properties) && { Properties }),
    ...(isObject(Metadata) && { Metadata }),
    ...(typeof Condition === 'string' && { Condition }),
  };
}

/** `Fn::ForEach::Tables: [ … ]` stands among the resources and is none. */
function readLoops(
  resources: Readonly<Record<string, unknown>>,
): Readonly<Record<string, TemplateResource>> {
  const names = Object.keys(resources).filter((name) => name.startsWith('Fn::ForEach::'));
  return Object.fromEntries(names.map((name) => [name, { Type: 'Fn::ForEach' }] as const));
}

/** The objects of a section; what is none is left out. */
function mapObjects<Section>(
  section: unknown,
  read: (entry: Readonly<Record<string, unknown>>) => Section,
): Readonly<Record<string, Section>> {
  return Object.fromEntries(
    Object.entries(objectOr(section)).flatMap(([name, entry]) =>
      isObject(entry) ? [[name, read(entry)] as const] : [],
    ),
  );
}

function objectOr(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value) ? value : {};
}
