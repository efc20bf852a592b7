import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { unzipSync } from 'fflate';

import { startGateway, type Gateway } from '../gateway.ts';
import type { Log } from '../log.ts';
import { objectOf, textOf } from '../model/properties.ts';
import type { Answer, Call } from './call.ts';
import type { CodeOverrides } from './lambda.ts';
import type { Objects } from './s3.ts';
import type { SourceTemplate } from './source-template.ts';
import type { StackRecord, Stacks } from './stacks.ts';

/** Serves what is deployed, through the local gateway. */
export interface Serving {
  /** Sends a request on to the API with this id. */
  answer(apiId: string, call: Call): Promise<Answer>;
  /** What is deployed has changed; the next request sees it. */
  refresh(): void;
  close(): Promise<void>;
}

/** Hands the deployed stacks to a gateway as an assembly of their own, anew after each change. */
export function createServing(
  stacks: Stacks,
  objects: Objects,
  codes: CodeOverrides,
  log: Log,
): Serving {
  let current: Promise<Served> | undefined;
  let stopped: Promise<unknown> = Promise.resolve();

  const stop = async () => {
    const stopping = current;
    // At once: the next request must not reach what is being closed.
    current = undefined;
    const served = await stopping?.catch(() => undefined);
    await served?.gateway.close();
    if (served) await rm(served.folder, { recursive: true, force: true });
  };

  return {
    async answer(apiId, call) {
      current ??= serve(stacks, objects, codes, log);
      const { gateway } = await current;
      const endpoint = gateway.endpoints.find((candidate) => candidate.apiId === apiId);
      if (endpoint === undefined) return forbidden;
      return forward(new URL(call.url.pathname + call.url.search, endpoint.url), call);
    },
    refresh() {
      stopped = Promise.all([stopped, stop()]);
    },
    async close() {
      await Promise.all([stopped, stop()]);
    },
  };
}

interface Served {
  readonly folder: string;
  readonly gateway: Gateway;
}

/** What API Gateway says about an API it does not know. */
const forbidden: Answer = {
  statusCode: 403,
  headers: { 'content-type': 'application/json' },
  body: '{"message":"Forbidden"}',
};

async function serve(
  stacks: Stacks,
  objects: Objects,
  codes: CodeOverrides,
  log: Log,
): Promise<Served> {
  const folder = await mkdtemp(join(tmpdir(), 'local-gateway-deployed-'));
  try {
    await writeAssembly(folder, stacks, objects, codes);
    return { folder, gateway: await startGateway({ path: folder, port: 0, log }) };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

async function writeAssembly(
  folder: string,
  stacks: Stacks,
  objects: Objects,
  codes: CodeOverrides,
): Promise<void> {
  const artifacts: Record<string, unknown> = {};
  for (const stack of stacks.existing()) {
    const { name: stackName } = stack;
    const templateFile = `${stackName}.template.json`;
    const template = withOverrides(stack, codes);
    await writeFile(join(folder, templateFile), JSON.stringify(template));
    await writeFile(
      join(folder, `${stackName}.assets.json`),
      JSON.stringify({ files: await extractCode(folder, template, objects) }),
    );
    artifacts[stackName] = {
      type: 'aws:cloudformation:stack',
      properties: { templateFile, stackName },
    };
  }
  await writeFile(join(folder, 'manifest.json'), JSON.stringify({ artifacts }));
}

/** The template with the values that its parameters were given, and its functions with code that a hotswap has given them. */
function withOverrides(
  { template, resources, parameters }: StackRecord,
  codes: CodeOverrides,
): SourceTemplate {
  const Resources = Object.fromEntries(
    Object.entries(template.Resources).map(([logicalId, resource]) => {
      const S3Key = codes.get(resources.get(logicalId)?.physicalId ?? '');
      if (S3Key === undefined) return [logicalId, resource];
      return [
        logicalId,
        { ...resource, Properties: { ...objectOf(resource, 'Properties'), Code: { S3Key } } },
      ];
    }),
  );
  const declared = objectOf(template, 'Parameters');
  const Parameters = Object.fromEntries(
    Object.keys(declared).map((name) => {
      const Default = parameters[name];
      return [name, { ...objectOf(declared, name), ...(Default !== undefined && { Default }) }];
    }),
  );
  return { ...template, Parameters, Resources };
}

/** Unpacks the code of every function, and says where it is, as a CDK asset manifest does. */
async function extractCode(
  folder: string,
  template: SourceTemplate,
  objects: Objects,
): Promise<Record<string, unknown>> {
  const files: Record<string, unknown> = {};
  for (const resource of Object.values(template.Resources)) {
    if (resource.Type !== 'AWS::Lambda::Function') continue;
    const key = textOf(objectOf(objectOf(resource, 'Properties'), 'Code'), 'S3Key') ?? '';
    const zip = [...objects].find(([path]) => path.endsWith(`/${key}`))?.[1];
    if (zip === undefined) continue;
    const hash = basename(key, '.zip');
    files[hash] = { source: { path: hash, packaging: 'zip' }, destinations: {} };
    await unzip(zip, join(folder, hash));
  }
  return files;
}

async function unzip(zip: Uint8Array, folder: string): Promise<void> {
  for (const [name, content] of Object.entries(unzipSync(zip))) {
    const file = join(folder, name);
    if (name.endsWith('/') || relative(folder, file).startsWith('..')) continue;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

async function forward(url: URL, { method, headers, body }: Call): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const { host: _apiHost, ...others } = headers;
  httpRequest(url, { method, headers: { ...others, host: url.host } }, resolve)
    .on('error', reject)
    .end(body);
  const response = await promise;
  const chunks: Uint8Array[] = [];
  for await (const chunk of response) chunks.push(chunk);
  const lines = Object.entries(response.headersDistinct);
  return {
    statusCode: response.statusCode ?? 502,
    headers: Object.fromEntries(lines.map(([name, values = []]) => [name, values.join(', ')])),
    body: Buffer.concat(chunks),
  };
}
