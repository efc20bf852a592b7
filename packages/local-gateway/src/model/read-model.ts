import { readAssembly } from '../assembly/read-assembly.ts';
import { readResources } from '../assembly/resources.ts';
import { readFunction, type LambdaFunction } from './functions.ts';
import type { Model } from './model.ts';
import { readRestApis } from './rest-api.ts';

/**
 * Reads a synthesized CDK app (or one template) into what the gateway serves.
 *
 * @throws {AssemblyError} when there is nothing to read at `path`
 */
export function readModel(path: string): Model {
  const { resources, diagnostics } = readResources(readAssembly(path));
  const functions = new Map<string, LambdaFunction>();
  const problems = [...diagnostics];
  for (const resource of resources.filter(({ type }) => type === 'AWS::Lambda::Function')) {
    const read = readFunction(resource);
    if ('message' in read) problems.push(read);
    else functions.set(read.arn, read);
  }
  const rest = readRestApis(resources);
  return { restApis: rest.restApis, functions, diagnostics: [...problems, ...rest.diagnostics] };
}
