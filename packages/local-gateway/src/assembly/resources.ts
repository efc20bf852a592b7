import { createScope, UnresolvedError, type Scope } from './intrinsics.ts';
import type { Stack } from './read-assembly.ts';
import { isObject } from './template.ts';

/** A resource with its intrinsics resolved. */
export interface Resource {
  readonly stack: Stack;
  readonly logicalId: string;
  readonly type: string;
  /** What `Ref` gives. */
  readonly id: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What the gateway cannot serve, and why; it never stops the rest. */
export interface Diagnostic {
  readonly stack: string;
  readonly logicalId: string;
  readonly message: string;
}

/** Every resource of every stack (nested ones included) that would be created, plus what could not be resolved. */
export function readResources(stacks: readonly Stack[]): {
  readonly resources: readonly Resource[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  let scopes: readonly Scope[] = stacks.map((stack) => createScope(stack, importValue));
  scopes = scopes.flatMap(scopesOf);

  function importValue(name: string): unknown {
    for (const scope of scopes) {
      for (const { Value, Export } of Object.values(scope.stack.template.Outputs ?? {})) {
        if (Export !== undefined && scope.resolve(Export.Name) === name)
          return scope.resolve(Value);
      }
    }
    throw new UnresolvedError(`no stack exports ${name}`);
  }

  function scopesOf(scope: Scope): readonly Scope[] {
    const children = [...scope.stack.nested].flatMap(([logicalId, child]) => {
      const passed = tolerate(
        scope,
        logicalId,
        scope.stack.template.Resources[logicalId]?.Properties?.['Parameters'],
      );
      return scopesOf(createScope(child, importValue, isObject(passed) ? passed : {}));
    });
    return [scope, ...children];
  }

  /** Resolves what can be resolved; each part that cannot is left out and named in a diagnostic. */
  function tolerate(scope: Scope, logicalId: string, value: unknown): unknown {
    try {
      return scope.resolve(value);
    } catch (error) {
      if (!(error instanceof UnresolvedError)) throw error;
      if (isObject(value) && !isIntrinsic(value)) {
        const entries = Object.entries(value).map(
          ([key, item]) => [key, tolerate(scope, logicalId, item)] as const,
        );
        return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
      }
      diagnostics.push({ stack: scope.stack.name, logicalId, message: error.message });
      return undefined;
    }
  }

  const resources = scopes.flatMap((scope) =>
    Object.entries(scope.stack.template.Resources).flatMap(
      ([logicalId, { Type, Properties, Condition }]) => {
        if (!scope.holds(Condition)) return [];
        const properties = tolerate(scope, logicalId, Properties ?? {});
        return [
          {
            stack: scope.stack,
            logicalId,
            type: Type,
            id: String(scope.resolve({ Ref: logicalId })),
            properties: isObject(properties) ? properties : {},
          },
        ];
      },
    ),
  );
  return { resources, diagnostics };
}

function isIntrinsic(value: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0]?.startsWith('Fn::') === true);
}
