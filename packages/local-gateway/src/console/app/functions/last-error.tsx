import type { JSX } from 'preact';

import type { FunctionUsage } from '../../wire/functions.ts';
import { formatTime } from '../data/format.ts';
import { printable } from '../data/printable.ts';
import { Code } from '../parts/code.tsx';
import { routeTo } from '../route.ts';

/** The last error of a function, with its stack, and a link to the request that met it. */
export function LastError({
  error,
}: {
  error: NonNullable<FunctionUsage['lastError']>;
}): JSX.Element {
  const { time, traceId, errorType, errorMessage, stack } = error;
  return (
    <details class="last-error" open>
      <summary>
        Last error at {formatTime(time)}: <strong>{printable(errorType)}</strong>{' '}
        {printable(errorMessage)}
      </summary>
      {stack.length > 0 && <Code text={stack.join('\n')} label="Stack of the last error" />}
      <a href={routeTo('requests', traceId)}>Open its request</a>
    </details>
  );
}
