import type { JSX } from 'preact';

import type { FunctionsView } from '../../wire/functions.ts';
import { formatTime } from '../data/format.ts';
import { useSeconds } from '../data/use-seconds.ts';
import { useLiveLog } from '../data/live-log.ts';
import { printable } from '../data/printable.ts';
import { useData } from '../data/use-data.ts';
import { Panel, Problem } from '../parts/panel.tsx';
import { FunctionPanel } from './function-panel.tsx';

/** The functions with their execution environments, and what the gateway has said about reloads. */
export function FunctionsPage(): JSX.Element {
  const { changes, rows } = useLiveLog();
  const seconds = useSeconds(2);
  const { data, error } = useData<FunctionsView>(
    '/api/functions',
    `${changes} ${seconds} ${rows[0]?.id ?? ''}`,
  );
  return (
    <>
      <h1>Functions</h1>
      {error !== undefined && <Problem>{error}</Problem>}
      {data?.functions.length === 0 && <p>No function of this app runs here.</p>}
      {data?.functions.map((view) => (
        <FunctionPanel key={view.name} view={view} />
      ))}
      {data && (
        <Panel title="Reloads and notices">
          {data.messages.length === 0 && <p class="quiet">none so far</p>}
          <ul class="messages">
            {data.messages.map(({ time, kind, message }, index) => (
              <li key={index} class={kind}>
                <time>{formatTime(time)}</time> {kind === 'error' && <strong>Error </strong>}
                <span>{printable(message)}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  );
}
