import { readAssembly } from '../assembly/read-assembly.ts';
import { readResources } from '../assembly/resources.ts';
import { readFunctionUrls } from './function-url.ts';
import { readFunctions } from './functions.ts';
import { readHttpApis } from './http-api.ts';
import { readListeners } from './load-balancer.ts';
import type { Model } from './model.ts';
import { indexResources } from './resource-index.ts';
import { readRestApis } from './rest-api.ts';

/**
 * Reads a synthesized CDK app (or one template) into what the gateway serves.
 *
 * @throws {AssemblyError} when there is nothing to read at `path`
 */
export function readModel(path: string): Model {
  const { resources, diagnostics } = readResources(readAssembly(path));
  const functions = readFunctions(resources);
  const index = indexResources(resources);
  const rest = readRestApis(index, functions);
  const http = readHttpApis(index, functions);
  const urls = readFunctionUrls(index, functions);
  const balancers = readListeners(index, functions);
  return {
    restApis: rest.restApis,
    httpApis: http.httpApis,
    functionUrls: urls.functionUrls,
    listeners: balancers.listeners,
    functions: functions.functions,
    diagnostics: [
      diagnostics,
      ...[functions, rest, http, urls, balancers].map((read) => read.diagnostics),
    ].flat(),
  };
}
