import type { TraceView } from '../../wire/traces.ts';
import { isFraming } from './framing-headers.ts';

/** A command for a POSIX shell that sends the same request. */
export function toCurl({ origin = '', request }: Pick<TraceView, 'origin' | 'request'>): string {
  const { method, target, headers, body } = request;
  const words = [
    'curl -i',
    ...(method === 'GET' ? [] : [`-X ${quote(method)}`]),
    // Its own globbing would read brackets and braces.
    `-g ${quote(origin + target)}`,
    ...headers
      .filter(([name]) => !isFraming(name))
      // A semicolon sends a header without a value; a colon would take it out.
      .map(([name, value]) => `-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`),
  ];
  if (body.bytes === 0) return words.join(' ');
  return body.base64
    ? `printf %s ${quote(body.text)} | base64 -d | ${words.join(' ')} --data-binary @-`
    : `${words.join(' ')} --data-raw ${quote(body.text)}`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
