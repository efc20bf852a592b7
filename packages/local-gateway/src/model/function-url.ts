import { functionNameOf, functionUrlDomain } from '../assembly/physical-names.ts';
import type { Diagnostic } from '../assembly/resources.ts';
import type { CorsConfiguration } from '../front-doors/cors.ts';
import { readCors } from './cors.ts';
import type { FunctionCatalog } from './functions.ts';
import { textOf } from './properties.ts';
import { problem, type ResourceIndex } from './resource-index.ts';

/** A URL of a function. */
export interface FunctionUrl {
  readonly frontDoor: 'function-url';
  readonly stack: string;
  readonly logicalId: string;
  /** First label of its domain name. */
  readonly id: string;
  /** The function's name. */
  readonly name: string;
  readonly domainName: string;
  /** With the alias that the URL is of. */
  readonly functionArn: string;
  readonly authType: 'NONE' | 'AWS_IAM';
  readonly invokeMode: 'BUFFERED' | 'RESPONSE_STREAM';
  readonly cors?: CorsConfiguration;
  /** Why it cannot be served here. */
  readonly problem?: string;
}

/** Reads every `AWS::Lambda::Url`. */
export function readFunctionUrls(
  resources: ResourceIndex,
  functions: FunctionCatalog,
): { readonly functionUrls: readonly FunctionUrl[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const functionUrls = resources.ofType('AWS::Lambda::Url').map((url): FunctionUrl => {
    const { properties } = url;
    const target = textOf(properties, 'TargetFunctionArn') ?? '';
    const qualifier = textOf(properties, 'Qualifier');
    const named = functions.arnOf(target) ?? arnOfName(functions, target);
    const functionArn = qualifier === undefined ? named : `${named}:${qualifier}`;
    const mode = textOf(properties, 'InvokeMode') ?? 'BUFFERED';
    const why = invokeModeProblem(mode) ?? functions.problemOf(functionArn);
    if (why !== undefined) diagnostics.push(problem(url, why));
    const domainName = functionUrlDomain(url.id, url.stack.environment.region);
    return {
      frontDoor: 'function-url',
      stack: url.stack.name,
      logicalId: url.logicalId,
      id: domainName.replace(/\..*$/s, ''),
      name: functionNameOf(functionArn),
      domainName,
      functionArn,
      authType: textOf(properties, 'AuthType') === 'AWS_IAM' ? 'AWS_IAM' : 'NONE',
      invokeMode: mode === 'RESPONSE_STREAM' ? mode : 'BUFFERED',
      ...(properties['Cors'] !== undefined && { cors: readCors(properties, 'Cors') }),
      ...(why !== undefined && { problem: why }),
    };
  });
  return { functionUrls, diagnostics };
}

/** `TargetFunctionArn` takes a function's name, too. */
function arnOfName({ functions }: FunctionCatalog, name: string): string {
  for (const [arn, lambda] of functions) if (lambda.name === name) return arn;
  return name;
}

/** FURL-17: refused with the enumeration. */
function invokeModeProblem(mode: string): string | undefined {
  return mode === 'BUFFERED' || mode === 'RESPONSE_STREAM'
    ? undefined
    : `InvokeMode is ${JSON.stringify(mode)}, expected one of [RESPONSE_STREAM, BUFFERED]`;
}
