import type { JSX } from 'preact';

/** A verb, always of the same width. */
export function MethodName({ method }: { method: string }): JSX.Element {
  return <span class="verb">{method}</span>;
}
