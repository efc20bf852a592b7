import { ownMember } from '../own.ts';

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
  | SchemaSuccess<Output>
  | { readonly issues: readonly SchemaIssue[] };

interface SchemaSuccess<Output> {
  readonly value: Output;
  readonly issues?: undefined;
}

/** One thing that a schema does not accept. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** Whether a schema accepts a value. */
export function isAccepted<Output>(result: SchemaResult<Output>): result is SchemaSuccess<Output> {
  // Issues may be a member of a class, but where there is a value they are not what somebody gave all objects.
  return Object.hasOwn(result, 'value')
    ? ownMember(result, 'issues') === undefined
    : result.issues === undefined;
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
