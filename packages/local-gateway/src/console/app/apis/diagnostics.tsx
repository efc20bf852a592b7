import type { JSX } from 'preact';

import type { ApisView } from '../../wire/apis.ts';
import { printable } from '../data/printable.ts';

/** What of the app is not served, and why. */
export function Diagnostics({ view }: { view: ApisView }): JSX.Element | null {
  const { diagnostics, omitted } = view;
  if (diagnostics.length === 0 && omitted === 0) return null;
  return (
    <details class="diagnostics" open>
      <summary>Not served here ({diagnostics.length})</summary>
      <ul>
        {diagnostics.slice(0, maxShown).map(({ stack, logicalId, message }, index) => (
          <li key={index}>
            <code>
              {printable(stack)}/{printable(logicalId)}
            </code>{' '}
            {printable(message)}
          </li>
        ))}
      </ul>
      {diagnostics.length > maxShown && <p>and {diagnostics.length - maxShown} more</p>}
      {omitted > 0 && <p>{omitted} more methods are served, but not listed</p>}
    </details>
  );
}

const maxShown = 100;
