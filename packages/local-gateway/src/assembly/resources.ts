import { createScope, UnresolvedError, type Scope } from './intrinsics.ts';
import type { StackEnvironment } from './physical-ids.ts';
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

/**
 * Every resource of a kind that is served, of every stack (nested ones included), that would be created, plus what could
 * not be resolved of them.
 */
export function readResources(stacks: readonly Stack[]): {
  readonly resources: readonly Resource[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  let exported: NamedValues = new Map();
  let ssmParameters: NamedValues = new Map();
  const outermost = stacks.map((stack) => openScope(stack, {}));
  diagnostics.push(...stacks.flatMap(emptyParameters));
  readSsmParameters(outermost);
  readExports(outermost);
  const scopes = outermost.flatMap(scopesOf);
  // Nested stacks have some, too.
  readSsmParameters(scopes);
  readExports(scopes);

  function openScope(stack: Stack, parameters: Readonly<Record<string, unknown>>): Scope {
    const importValue = (name: string): unknown => {
      const read = find(exported, stack, name);
      if (read === undefined) throw new UnresolvedError(`no stack exports ${name}`);
      return read();
    };
    return createScope(stack, importValue, parameters, (name) =>
      find(ssmParameters, stack, name)?.(),
    );
  }

  function readExports(from: readonly Scope[]): void {
    exported = new Map();
    for (const scope of from) {
      for (const { Value, Export, Condition } of Object.values(
        scope.stack.template.Outputs ?? {},
      )) {
        if (Export === undefined || !isMade(scope, Condition)) continue;
        const name = attempt(() => scope.resolve(Export.Name));
        put(exported, scope.stack, name, () => scope.resolve(Value));
      }
    }
  }

  function readSsmParameters(from: readonly Scope[]): void {
    ssmParameters = new Map();
    for (const scope of from) {
      for (const { Type, Properties = {}, Condition } of Object.values(
        scope.stack.template.Resources,
      )) {
        if (Type !== 'AWS::SSM::Parameter' || !isMade(scope, Condition)) continue;
        const name = attempt(() => scope.resolve(Properties['Name']));
        put(ssmParameters, scope.stack, name, () => scope.resolve(Properties['Value']));
      }
    }
  }

  function scopesOf(scope: Scope): readonly Scope[] {
    const children = [...scope.stack.nested].flatMap(([logicalId, child]) => {
      const { Properties, Condition } = scope.stack.template.Resources[logicalId] ?? {};
      if (!isMade(scope, Condition)) return [];
      const passed = tolerate(scope, logicalId, Properties?.['Parameters']);
      return scopesOf(openScope(child, isObject(passed) ? passed : {}));
    });
    return [scope, ...children];
  }

  /** Resolves what can be resolved; each part that cannot is left out and named in a diagnostic. */
  function tolerate(scope: Scope, logicalId: string, value: unknown): unknown {
    try {
      const resolved = scope.resolve(value);
      // `AWS::NoValue` on its own.
      return typeof resolved === 'symbol' ? undefined : resolved;
    } catch (error) {
      if (!(error instanceof UnresolvedError)) throw error;
      if (Array.isArray(value)) {
        return value
          .map((item) => tolerate(scope, logicalId, item))
          .filter((item) => item !== undefined);
      }
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

  /** What `Ref` gives; `undefined` for a resource that would not be created, or whose name cannot be known. */
  function identify(
    scope: Scope,
    logicalId: string,
    condition: string | undefined,
  ): string | undefined {
    try {
      return scope.holds(condition) ? String(scope.resolve({ Ref: logicalId })) : undefined;
    } catch (error) {
      if (!(error instanceof UnresolvedError)) throw error;
      diagnostics.push({ stack: scope.stack.name, logicalId, message: error.message });
      return undefined;
    }
  }

  const resources = scopes.flatMap((scope) =>
    Object.entries(scope.stack.template.Resources).flatMap(
      ([logicalId, { Type, Properties, Condition }]) => {
        const unserved = isMissing(scope, logicalId) ? missingTemplate : whyNotServed(Type);
        if (unserved !== undefined) {
          diagnostics.push({ stack: scope.stack.name, logicalId, message: unserved });
        }
        if (!served.test(Type)) return [];
        const id = identify(scope, logicalId, Condition);
        if (id === undefined) return [];
        const properties = tolerate(scope, logicalId, Properties ?? {});
        return [
          {
            stack: scope.stack,
            logicalId,
            type: Type,
            id,
            properties: isObject(properties) ? properties : {},
          },
        ];
      },
    ),
  );
  return { resources, diagnostics };
}

/** What somebody would give at a deployment is not asked for here. */
function emptyParameters({ name: stack, template }: Stack): readonly Diagnostic[] {
  return Object.entries(template.Parameters ?? {}).flatMap(([logicalId, { Default }]) =>
    Default === undefined
      ? [{ stack, logicalId, message: 'the parameter has no default value, here it is empty' }]
      : [],
  );
}

function isMade(scope: Scope, condition: string | undefined): boolean {
  return attempt(() => scope.holds(condition)) === true;
}

/** What stacks give each other by name; each value is read when it is asked for. */
type NamedValues = Map<string, () => unknown>;

function put(
  values: NamedValues,
  { environment }: Stack,
  name: unknown,
  read: () => unknown,
): void {
  if (typeof name !== 'string') return;
  values.set(keyOf(environment, name), read);
  values.set(name, read);
}

/** Names belong to an account and a region; a stack for none in particular may mean one of any. */
function find(
  values: NamedValues,
  { environment }: Stack,
  name: string,
): (() => unknown) | undefined {
  return values.get(keyOf(environment, name)) ?? values.get(name);
}

function keyOf({ account, region }: StackEnvironment, name: string): string {
  return `${account} ${region} ${name}`;
}

const served =
  /^AWS::(?:ApiGateway|ApiGatewayV2|ElasticLoadBalancingV2)::|^AWS::Lambda::(?:Function|Url)$/;

/** Why a resource that has to do with what is served is left out. */
function whyNotServed(type: string): string | undefined {
  if (type.startsWith('AWS::Serverless::')) {
    return `${type} needs the SAM transform, which is not served here`;
  }
  if (type === 'Fn::ForEach') {
    return `${type} needs the transform of language extensions, which is not served here`;
  }
  return type === 'AWS::WAFv2::WebACLAssociation'
    ? 'web ACLs block nothing here, requests reach what they protect'
    : undefined;
}

/** Whether a resource is a nested stack whose template is not here. */
function isMissing(scope: Scope, logicalId: string): boolean {
  const { nested, template } = scope.stack;
  const { Type, Condition } = template.Resources[logicalId] ?? {};
  return (
    Type === 'AWS::CloudFormation::Stack' && !nested.has(logicalId) && isMade(scope, Condition)
  );
}

const missingTemplate =
  'the template of the nested stack is not in this assembly, nothing in it is served';

/** A value, or `undefined` where only AWS knows it. */
function attempt(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnresolvedError) return undefined;
    throw error;
  }
}

function isIntrinsic(value: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(value);
  return keys.length === 1 && (keys[0] === 'Ref' || keys[0]?.startsWith('Fn::') === true);
}
