import type { JSX } from 'preact';

import type { TimingView } from '../../wire/traces.ts';
import { formatDuration } from '../data/format.ts';

/** Where the time went. */
export function TimingBar({ timings }: { timings: readonly TimingView[] }): JSX.Element {
  return (
    <div class="timing">
      <div class="bar" aria-hidden="true">
        {timings.map(({ name, milliseconds }) => (
          <span
            key={name}
            class={name}
            style={{ flexGrow: String(Math.max(milliseconds, 0.05)) }}
          />
        ))}
      </div>
      <ul>
        {timings.map(({ name, milliseconds }) => (
          <li key={name}>
            <span class={`dot ${name}`} aria-hidden="true" /> {words[name]}{' '}
            {formatDuration(milliseconds)}
          </li>
        ))}
      </ul>
    </div>
  );
}

const words = { gateway: 'Gateway', init: 'Cold start', function: 'Function' } as const;
