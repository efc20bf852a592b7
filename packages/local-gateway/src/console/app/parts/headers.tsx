import type { JSX } from 'preact';

import { printable } from '../data/printable.ts';

/** Header lines as they travelled. */
export function Headers({
  headers,
}: {
  headers: readonly (readonly [name: string, value: string])[];
}): JSX.Element {
  if (headers.length === 0) return <p class="quiet">none</p>;
  return (
    <dl class="pairs">
      {headers.map(([name, value], index) => (
        <div key={index}>
          <dt>{printable(name)}</dt>
          <dd>{printable(value)}</dd>
        </div>
      ))}
    </dl>
  );
}
