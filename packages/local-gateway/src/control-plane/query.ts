import { parseYamlTemplate } from '../assembly/yaml-template.ts';
import { Fault } from './fault.ts';
import type { Operations } from './operations.ts';
import { isSourceTemplate, type SourceTemplate } from './source-template.ts';
import type { Stacks } from './stacks.ts';

/** The parameters of one call: flat, with lists as `Parameters.member.1.ParameterKey`. */
export type Query = Readonly<Record<string, string>>;

/** An operation of a query API: what it answers, before it becomes XML. */
export type Action = (query: Query) => unknown;

/** What CloudFormation needs of the rest of the control plane. */
export interface CloudFormationOptions {
  readonly stacks: Stacks;
  readonly operations: Operations;
  /** Runs an operation that goes on after the answer. */
  readonly start: (operation: Promise<void>) => void;
  /** The object at an S3 URL. */
  readonly readObject: (url: string) => Uint8Array | undefined;
}

/** The template that a call brings, as text or as the URL of an uploaded asset. */
export function templateOf(
  query: Query,
  readObject: CloudFormationOptions['readObject'],
): SourceTemplate {
  const url = query['TemplateURL'] ?? '';
  const text = query['TemplateBody'] ?? readObject(url);
  if (text === undefined) throw new Fault('ValidationError', `S3 error: no object at ${url}`);
  const body = typeof text === 'string' ? text : Buffer.from(text).toString();
  const template = parseTemplate(body);
  if (isSourceTemplate(template)) return template;
  throw new Fault(
    'ValidationError',
    'Template format error: At least one Resources member must be defined.',
  );
}

/** JSON or YAML, as CloudFormation takes either. */
function parseTemplate(text: string): unknown {
  const format = text.trimStart().startsWith('{') ? 'JSON' : 'YAML';
  try {
    return format === 'JSON' ? JSON.parse(text) : parseYamlTemplate(text);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Fault(
      'ValidationError',
      `Template format error: ${format} not well-formed. (${why})`,
    );
  }
}

/** The stack parameters that a call brings. */
export function parametersOf(query: Query): Readonly<Record<string, string>> {
  const parameters: Record<string, string> = {};
  for (let index = 1; ; index += 1) {
    const key = query[`Parameters.member.${index}.ParameterKey`];
    if (key === undefined) return parameters;
    const value = query[`Parameters.member.${index}.ParameterValue`];
    if (value !== undefined) parameters[key] = value;
  }
}
