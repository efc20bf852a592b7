import { Agent, request as httpRequest } from 'node:http';

import { matchRoute } from '../front-doors/http-api/matching.ts';
import { splitTarget } from '../front-doors/request-target.ts';
import type { Endpoint } from '../gateway.ts';
import { includesJson, type Sample } from './samples.ts';

/** What a sample came to: the `--json` document is a list of these. */
export interface SampleAnswer {
  readonly name: string;
  readonly stack: string;
  /** `AWS` or `AWS_PROXY`. */
  readonly integrationType: string;
  readonly url: string;
  readonly request: {
    readonly method: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
}

/** Sends a sample over HTTP to the API it is for. */
export async function invokeSample(sample: Sample, endpoint: Endpoint): Promise<SampleAnswer> {
  const url = endpoint.url + sample.path;
  const body =
    sample.body === undefined || typeof sample.body === 'string'
      ? (sample.body ?? '')
      : JSON.stringify(sample.body);
  const request = { method: sample.method, headers: sample.headers, body };
  return {
    name: endpoint.name,
    stack: endpoint.stack,
    integrationType: servedBy(sample, endpoint),
    url,
    request,
    response: await send(url, request),
  };
}

/** As far as the routes tell: a path may fit several of them, and each has its verbs. */
function servedBy({ method, path }: Sample, { routes }: Endpoint): string {
  const keyed = routes.map((route) => ({ ...route, routeKey: `${route.method} ${route.path}` }));
  return matchRoute(keyed, method, splitTarget(path).path)?.route.integrationType ?? 'none';
}

/** Says what is wrong with an answer; `undefined` when it is what the sample expects. */
export function findFault({ expect }: Sample, { response }: SampleAnswer): string | undefined {
  if (response.status !== expect.status)
    return `answered ${response.status}, expected ${expect.status}`;
  if (expect.json === undefined) return undefined;
  return includesJson(parseJson(response.body), expect.json)
    ? undefined
    : `answered ${response.body.slice(0, 200)}, expected ${JSON.stringify(expect.json)} in it`;
}

/** Node's own client: `fetch` would add headers of its own to the event, and takes 20 ms to load. */
async function send(
  url: string,
  { method, headers, body }: SampleAnswer['request'],
): Promise<SampleAnswer['response']> {
  const { promise, resolve, reject } = Promise.withResolvers<SampleAnswer['response']>();
  // Like most clients; without an agent Node would ask for `Connection: close`.
  const agent = new Agent({ keepAlive: true });
  const outgoing = httpRequest(url, { method, headers, agent }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', reject);
    response.on('end', () =>
      resolve({
        status: response.statusCode ?? 0,
        headers: Object.fromEntries(
          Object.entries(response.headersDistinct).map(([name, values]) => [
            name,
            (values ?? []).join(', '),
          ]),
        ),
        body: Buffer.concat(chunks).toString(),
      }),
    );
  });
  outgoing.on('error', reject);
  outgoing.end(body);
  try {
    return await promise;
  } finally {
    agent.destroy();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
