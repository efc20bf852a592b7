import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import { clearLiveLog, useLiveLog, type LiveLog } from '../data/live-log.ts';
import { filterRows, type RowFilter } from './filter-rows.ts';
import { LogTable } from './log-table.tsx';

/** The requests as they come. */
export function LogPage(): JSX.Element {
  const live = useLiveLog();
  const [frozen, setFrozen] = useState<LiveLog>();
  const [filter, setFilter] = useState<RowFilter>({ text: '', status: '' });
  const { rows, dropped } = frozen ?? live;
  const shown = filterRows(rows, filter);
  const waiting = frozen
    ? live.rows.filter(({ id }) => !frozen.rows.some((row) => row.id === id)).length
    : 0;

  return (
    <>
      <h1>Live log</h1>
      <div class="toolbar">
        <label class="grow">
          Filter
          <input
            type="search"
            value={filter.text}
            placeholder="method, path, API, function, reason"
            onInput={(event) => setFilter({ ...filter, text: event.currentTarget.value })}
          />
        </label>
        <label>
          Status
          <select
            value={filter.status}
            onChange={(event) => setFilter({ ...filter, status: event.currentTarget.value })}
          >
            <option value="">all</option>
            {['2', '3', '4', '5'].map((digit) => (
              <option key={digit} value={digit}>
                {digit}xx
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          aria-pressed={frozen !== undefined}
          onClick={() => setFrozen(frozen ? undefined : live)}
        >
          {frozen ? `Go on (${waiting} new)` : 'Pause'}
        </button>
        <button
          type="button"
          onClick={() => {
            clearLiveLog();
            setFrozen(undefined);
          }}
        >
          Clear
        </button>
      </div>
      <p class="quiet" role="status">
        {shown.length === rows.length
          ? `Requests: ${rows.length}`
          : `Requests: ${shown.length} of ${rows.length}`}
        {dropped > 0 && `, older ones dropped: ${dropped}; the newest 500 are kept`}
      </p>
      <LogTable rows={shown} />
    </>
  );
}
