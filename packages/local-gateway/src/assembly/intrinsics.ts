import { attribute, functionArn, physicalName } from './physical-names.ts';
import { stableUuid } from './physical-ids.ts';
import type { Stack } from './read-assembly.ts';
import { isObject, type TemplateParameter } from './template.ts';

/** Turns CloudFormation intrinsics of one stack into plain values. */
export interface Scope {
  readonly stack: Stack;
  /** Every intrinsic below `value` resolved; throws an {@link UnresolvedError} for what this machine cannot know. */
  resolve(value: unknown): unknown;
  /** Tells whether a resource with this condition would be created. */
  holds(condition: string | undefined): boolean;
}

/** An intrinsic whose value exists only in an AWS account. */
export class UnresolvedError extends Error {
  override readonly name = 'UnresolvedError';
}

/** Outputs of other stacks by export name, for `Fn::ImportValue`. */
export type Exports = (name: string) => unknown;

/** Values of the SSM parameters of an app by their names; `undefined` for those it does not have. */
export type SsmParameters = (name: string) => unknown;

/** Values for attributes of resources that exist only in an AWS account. */
export type OtherAttributes = (physicalId: string, attribute: string) => unknown;

/** Deeper than any template that a person or CDK writes: a reference chain this long is a cycle. */
const maxDepth = 100;

/** A scope for one stack; `parameters` are the values a parent stack passes to a nested one. */
export function createScope(
  stack: Stack,
  importValue: Exports,
  parameters: Readonly<Record<string, unknown>> = {},
  ssmParameter: SsmParameters = () => undefined,
  otherAttribute: OtherAttributes = () => undefined,
): Scope {
  const { Resources, Parameters = {}, Conditions = {}, Mappings = {} } = stack.template;
  const { account, region } = stack.environment;
  let depth = 0;
  const physicalNames = new Map<string, string>();
  const conditions = new Map<string, boolean>();
  const nestedScopes = new Map<string, Scope>();

  function resolve(value: unknown): unknown {
    if (depth > maxDepth)
      throw new UnresolvedError(`references in stack ${stack.name} form a cycle`);
    depth += 1;
    try {
      if (Array.isArray(value)) return value.map(resolve).filter((item) => item !== noValue);
      if (typeof value === 'string') return withDynamicReferences(value);
      if (!isObject(value)) return value;
      const [key, argument] = Object.entries(value)[0] ?? [''];
      if (Object.keys(value).length === 1) {
        if (Object.hasOwn(intrinsics, key)) {
          const resolved = intrinsics[key]?.(argument);
          return typeof resolved === 'string' ? withDynamicReferences(resolved) : resolved;
        }
        if (key.startsWith('Fn::')) throw new UnresolvedError(`${key} is not known here`);
      }
      const entries = Object.entries(value).map(([name, item]) => [name, resolve(item)] as const);
      return Object.fromEntries(entries.filter(([, item]) => item !== noValue));
    } finally {
      depth -= 1;
    }
  }

  /** `{{resolve:ssm:/app/table}}` in a text, with or without a version. */
  function withDynamicReferences(value: string): string {
    if (!value.includes('{{resolve:ssm:')) return value;
    return value.replace(/\{\{resolve:ssm:([^:{}]+)(?::\d+)?\}\}/g, (all, name: string) =>
      text(ssmParameter(name) ?? all),
    );
  }

  function ref(name: string): unknown {
    if (Object.hasOwn(pseudoParameters, name)) return pseudoParameters[name];
    if (name === 'AWS::AccountId') return account;
    if (name === 'AWS::Region') return region;
    if (name === 'AWS::StackName') return stack.name;
    if (name === 'AWS::StackId') {
      return `arn:aws:cloudformation:${region}:${account}:stack/${stack.name}/${stableUuid(stack.name)}`;
    }
    const declared = Object.hasOwn(Parameters, name) ? Parameters[name] : undefined;
    if (Object.hasOwn(parameters, name))
      return parameterValue(declared, parameters[name], ssmParameter);
    if (declared !== undefined)
      return parameterValue(declared, declared.Default ?? '', ssmParameter);
    return physical(name);
  }

  /** Kept, as names may be made of names: without it a hostile template would take exponential time (CON-12). */
  function physical(logicalId: string): string {
    const known = physicalNames.get(logicalId);
    if (known !== undefined) return known;
    const name = readPhysicalName(logicalId);
    physicalNames.set(logicalId, name);
    return name;
  }

  function readPhysicalName(logicalId: string): string {
    const resource = Object.hasOwn(Resources, logicalId) ? Resources[logicalId] : undefined;
    if (resource === undefined)
      throw new UnresolvedError(`stack ${stack.name} has no resource ${logicalId}`);
    const { Type, Properties = {} } = resource;
    // A version or alias is named by its function's ARN and a qualifier.
    if (Type === 'AWS::Lambda::Version' || Type === 'AWS::Lambda::Alias') {
      const target = text(resolve(Properties['FunctionName']));
      const arn = target.startsWith('arn:') ? target : functionArn(target, stack.environment);
      return `${arn}:${Type === 'AWS::Lambda::Version' ? '1' : text(resolve(Properties['Name']))}`;
    }
    const names = Object.entries(Properties).filter(
      ([key]) => key.endsWith('Name') && key !== 'FunctionNames',
    );
    const given = Object.fromEntries(names.map(([key, value]) => [key, resolve(value)]));
    return physicalName(Type, stack.name, logicalId, given, stack.environment);
  }

  function getAtt(argument: unknown): unknown {
    const [logicalId = '', ...path] = Array.isArray(argument)
      ? argument.map(text)
      : text(argument).split('.');
    const name = path.join('.');
    const child = stack.nested.get(logicalId);
    if (child !== undefined && name.startsWith('Outputs.')) {
      const scope = nested(logicalId, child);
      return scope.resolve(child.template.Outputs?.[name.slice('Outputs.'.length)]?.Value);
    }
    const { Type = '', Properties = {} } = Resources[logicalId] ?? {};
    if (Type === 'AWS::SSM::Parameter' && name === 'Value') return resolve(Properties[name]);
    const physicalId = physical(logicalId);
    const value =
      attribute(Type, physicalId, logicalId, name, stack.environment) ??
      otherAttribute(physicalId, name);
    if (value === undefined) throw new UnresolvedError(`${logicalId}.${name} is known only to AWS`);
    return value;
  }

  function nested(logicalId: string, child: Stack): Scope {
    const known = nestedScopes.get(logicalId);
    if (known !== undefined) return known;
    const passed = resolve(Resources[logicalId]?.Properties?.['Parameters'] ?? {});
    const scope = createScope(child, importValue, isObject(passed) ? passed : {}, ssmParameter);
    nestedScopes.set(logicalId, scope);
    return scope;
  }

  function sub(argument: unknown): string {
    const [template, variables] = Array.isArray(argument) ? argument : [argument, {}];
    const given = isObject(variables) ? variables : {};
    return text(template).replace(/\$\{(!?)([^}]+)\}/g, (_all, literal: string, name: string) => {
      if (literal !== '') return `\${${name}}`;
      if (Object.hasOwn(given, name)) return text(resolve(given[name]));
      return text(name.includes('.') ? getAtt(name) : ref(name));
    });
  }

  function holds(condition: string | undefined): boolean {
    if (condition === undefined) return true;
    const known = conditions.get(condition);
    if (known !== undefined) return known;
    const value = resolve(Conditions[condition]) === true;
    conditions.set(condition, value);
    return value;
  }

  const list = (argument: unknown): readonly unknown[] => {
    const value = resolve(argument);
    return Array.isArray(value) ? value : [];
  };

  const intrinsics: Readonly<Record<string, (argument: unknown) => unknown>> = {
    Ref: (argument) => ref(text(argument)),
    Condition: (argument) => holds(text(argument)),
    'Fn::GetAtt': getAtt,
    'Fn::Sub': sub,
    'Fn::Join': (argument) => {
      const [separator, parts] = list(argument);
      return (Array.isArray(parts) ? parts : []).map(text).join(text(separator));
    },
    'Fn::Split': (argument) => {
      const [separator, value] = list(argument);
      return text(value).split(text(separator));
    },
    'Fn::Select': (argument) => {
      const [index, values] = list(argument);
      return Array.isArray(values) ? values[Number(index)] : undefined;
    },
    'Fn::If': (argument) => {
      const [condition, yes, no] = Array.isArray(argument) ? argument : [];
      return resolve(holds(text(condition)) ? yes : no);
    },
    'Fn::Equals': (argument) => {
      const [left, right] = list(argument);
      return scalar(left) === scalar(right);
    },
    'Fn::And': (argument) => list(argument).every((item) => item === true),
    'Fn::Or': (argument) => list(argument).some((item) => item === true),
    'Fn::Not': (argument) => list(argument)[0] !== true,
    'Fn::FindInMap': (argument) => {
      const [map, top, second, otherwise] = list(argument);
      const found = [map, top, second].reduce<unknown>(
        (within, key) =>
          isObject(within) && Object.hasOwn(within, text(key)) ? within[text(key)] : undefined,
        Mappings,
      );
      const value = found ?? (isObject(otherwise) ? otherwise['DefaultValue'] : undefined);
      if (value !== undefined) return value;
      throw new UnresolvedError(`mapping ${text(map)} has no ${text(top)} with ${text(second)}`);
    },
    'Fn::ImportValue': (argument) => importValue(text(resolve(argument))),
    'Fn::GetAZs': () => ['a', 'b', 'c'].map((zone) => region + zone),
    'Fn::Length': (argument) => list(argument).length,
    'Fn::ToJsonString': (argument) => JSON.stringify(resolve(argument)),
    'Fn::Base64': (argument) => Buffer.from(text(resolve(argument))).toString('base64'),
  };

  return { stack, resolve, holds };
}

/** Lists are given as one text, their values between commas; of a type of SSM parameters the value is a name. */
function parameterValue(
  declared: TemplateParameter | undefined,
  value: unknown,
  ssmParameter: SsmParameters,
): unknown {
  const [, ssmType, type = declared?.Type ?? ''] =
    /^AWS::SSM::Parameter::(Value)<(.*)>$/.exec(declared?.Type ?? '') ?? [];
  const known = ssmType === undefined ? value : (ssmParameter(text(value)) ?? value);
  const isList = /^(?:CommaDelimitedList$|List<)/.test(type);
  return isList && typeof known === 'string' ? known.split(',').map((item) => item.trim()) : known;
}

/** What `AWS::NoValue` stands for until the property it is the value of has been left out. */
const noValue = Symbol('AWS::NoValue');

const pseudoParameters: Readonly<Record<string, unknown>> = {
  'AWS::NoValue': noValue,
  'AWS::NotificationARNs': [],
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/** CloudFormation compares texts: `true` in YAML is `"true"`. */
function scalar(value: unknown): unknown {
  return isObject(value) || Array.isArray(value) ? value : text(value);
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : '';
}
