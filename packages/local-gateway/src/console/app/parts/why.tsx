import type { JSX } from 'preact';

import type { AdviceView } from '../../wire/traces.ts';
import { printable } from '../data/printable.ts';

/** Why the gateway refused, which AWS does not tell a client, and what to do about it. */
export function Why({
  reason,
  advice,
}: {
  reason: string;
  advice: AdviceView | undefined;
}): JSX.Element {
  return (
    <div class="why">
      <p>
        <strong>Why:</strong> {printable(reason)}
      </p>
      {advice && (
        <>
          <p>{printable(advice.meaning)}</p>
          <p>
            <strong>What to do:</strong> {printable(advice.fix)}
          </p>
        </>
      )}
    </div>
  );
}
