import type { Endpoint } from '../gateway.ts';
import type { SampleAnswer } from './invoke-sample.ts';
import { sideBySide } from './side-by-side.ts';

/** The answers beside each other: what `aws` gives a client, and what `aws_proxy` does. */
export function formatComparison(answers: readonly SampleAnswer[], width: number): string {
  const [first] = answers;
  if (first === undefined) return '';
  const { method, body } = first.request;
  const paths = [...new Set(answers.map(({ url }) => new URL(url).pathname))].join(', ');
  return `${method} ${paths}  ${body}\n\n${sideBySide(answers.map(formatAnswer), width)}`;
}

function formatAnswer({ stack, name, integrationType, response }: SampleAnswer): string {
  const headers = Object.entries(response.headers).map(([header, value]) => `${header}: ${value}`);
  return [
    `${integrationType.toLowerCase()}: ${stack}, ${name}`,
    boxes.get(integrationType) ?? '',
    '',
    `${response.status}`,
    ...headers,
    '',
    prettyJson(response.body),
  ].join('\n');
}

/** The box of API Gateway's console; function URLs, mocks and others have none. */
const boxes = new Map([
  ['AWS', 'Use Lambda proxy integration: [ ]'],
  ['AWS_PROXY', 'Use Lambda proxy integration: [x]'],
]);

/** One line for each API, with a command to copy. */
export function formatEndpoints(
  endpoints: readonly Endpoint[],
  answers: readonly SampleAnswer[],
): string {
  return endpoints
    .map(({ stack, name, url, routes }) => {
      const example = answers.find((answer) => answer.url.startsWith(`${url}/`));
      const lines = routes.map(
        ({ method, path, integrationType }) =>
          `  ${method.padEnd(6)} ${url}${path}  (${integrationType.toLowerCase()})`,
      );
      const [first] = routes;
      return [
        `${stack}, ${name}`,
        ...lines,
        ...(example ? [`  ${curl(example.url, example.request)}`] : []),
        ...(!example && first ? [`  ${curl(url + first.path, firstRequest(first))}`] : []),
      ].join('\n');
    })
    .join('\n\n');
}

/** What to try a route with. */
function firstRequest({ method }: Endpoint['routes'][number]): Pick<Request, 'method' | 'body'> {
  const verb = method === 'ANY' ? 'GET' : method;
  return {
    method: verb,
    body: verb === 'POST' || verb === 'PUT' ? '{"message":"Hello World"}' : '',
  };
}

function curl(url: string, { method, body }: Pick<Request, 'method' | 'body'>): string {
  const data =
    body === '' ? '' : ` -H 'content-type: application/json' -d '${body.replaceAll("'", "'\\''")}'`;
  // With data and without a method it would be a POST.
  return `curl -i${method === 'GET' && data === '' ? '' : ` -X ${method}`} '${url}'${data}`;
}

type Request = SampleAnswer['request'];

/** Small answers stay on one line, as the lesson prints them. */
function prettyJson(text: string): string {
  try {
    return text.length < 60 ? text : JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
