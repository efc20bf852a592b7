/** A schema of any library that implements Standard Schema (https://standardschema.dev): zod, valibot, arktype … */
export interface StandardSchema<Input = unknown, Output = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What a schema says about a value. */
export type SchemaResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** One thing that a schema does not accept. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** The type of a value that a schema takes. */
export type SchemaInput<Schema> = Schema extends StandardSchema<infer Input> ? Input : never;

/** The keys that lead to an issue, as text and numbers. */
export function pathOf({ path = [] }: SchemaIssue): (string | number)[] {
  // A path may be a list of a class of its own.
  return Array.from(path, (part) => {
    const key = typeof part === 'object' ? part.key : part;
    return typeof key === 'number' ? key : String(key);
  });
}
