import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { findFault, type Sample, type SampleAnswer } from '@org/local-gateway';
import { DeployFailure } from './failure.ts';
import type { Say } from './progress.ts';
import type { DeployedStack } from './toolkit.ts';

/** The answer to a sample, and what is wrong with it. */
export interface CheckedAnswer {
  readonly answer: SampleAnswer;
  readonly fault?: string;
}

/**
 * Sends a sample to the API of a deployed stack until the answer is right or a while has passed: a new stage, its
 * permissions and its name take some seconds to be known everywhere.
 */
export async function invokeDeployed(
  sample: Sample,
  { name, outputs }: DeployedStack,
  endpoint: string | undefined,
  say: Say,
): Promise<CheckedAnswer> {
  const url = Object.values(outputs).find((value) => value.endsWith(sample.path));
  if (url === undefined)
    throw new DeployFailure(`stack ${name} has no output with a URL ${sample.path}`);
  const integrationType = Object.values(outputs).find((value) => /^AWS(_PROXY)?$/.test(value));
  const request = {
    method: sample.method,
    headers: sample.headers,
    body: bodyOf(sample),
  };
  // 8 attempts take 32 s, 4 take 2 s: an emulator knows everything at once.
  const attempts = endpoint === undefined ? 8 : 4;
  for (let attempt = 1; ; attempt += 1) {
    const response = await send(url, request, endpoint).catch((error: unknown) => {
      if (attempt === attempts) throw error;
      return undefined;
    });
    if (response !== undefined) {
      const answer = {
        name: sample.api,
        stack: name,
        integrationType: integrationType ?? 'none',
        url,
        request,
        response,
      };
      const fault = findFault(sample, answer);
      if (fault === undefined) return { answer };
      if (attempt === attempts || !mayChange(response.status)) return { answer, fault };
    }
    say(`${sample.method} ${url}: ${response?.status ?? 'no answer'}, trying again`);
    await sleep(250 * 2 ** (attempt - 1));
  }
}

/** Text as it is, nothing for no body, any other value as JSON; as the local gateway sends it. */
function bodyOf({ body = '' }: Sample): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** Whether a stage answers like this while it, its permissions or its function are not known everywhere yet. */
function mayChange(status: number): boolean {
  // 200 with another body is what was there before.
  return status < 400 || status >= 500 || [403, 404, 429].includes(status);
}

/** Sends a request to a URL; with an endpoint, there, and the URL's host only names the API. */
async function send(
  url: string,
  { method, headers, body }: SampleAnswer['request'],
  endpoint: string | undefined,
): Promise<SampleAnswer['response']> {
  const { host, pathname } = new URL(url);
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const target = new URL(pathname, endpoint ?? url);
  const open = target.protocol === 'http:' ? httpRequest : httpsRequest;
  const outgoing: ClientRequest = open(
    target,
    { method, headers: { ...headers, host }, timeout: 35_000 },
    resolve,
  );
  outgoing.on('timeout', () => outgoing.destroy(new Error('no answer within 35 s')));
  outgoing.on('error', reject);
  outgoing.end(body);
  const incoming = await promise;
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  return {
    status: incoming.statusCode ?? 0,
    headers: Object.fromEntries(
      Object.entries(incoming.headersDistinct).map(([name, values = []]) => [
        name,
        values.join(', '),
      ]),
    ),
    body: Buffer.concat(chunks).toString(),
  };
}
