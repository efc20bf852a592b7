import type { JSX } from 'preact';

import type { RowView } from '../../wire/traces.ts';
import { formatDuration, formatTime } from '../data/format.ts';
import { printable } from '../data/printable.ts';
import { MethodName } from '../parts/method-name.tsx';
import { Status } from '../parts/status.tsx';
import { TypeBadge } from '../parts/type-badge.tsx';
import { routeTo } from '../route.ts';

/** Requests as rows, each with a link to its trace. */
export function LogTable({ rows }: { rows: readonly RowView[] }): JSX.Element {
  if (rows.length === 0) {
    return <p class="empty">No requests. Send one from a method’s page, or with any client.</p>;
  }
  return (
    <table class="log">
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Request</th>
          <th scope="col">Status</th>
          <th scope="col" class="number">
            Duration
          </th>
          <th scope="col">Start</th>
          <th scope="col" class="wide">
            API
          </th>
          <th scope="col" class="wide">
            Environment
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { row: RowView }): JSX.Element {
  return (
    <tr>
      <td class="time">{formatTime(row.time)}</td>
      <td class="target">
        <a href={routeTo('requests', row.id)}>
          <MethodName method={printable(row.method)} /> <span>{printable(row.target)}</span>
        </a>
        {row.reason !== undefined && <small>{printable(row.reason)}</small>}
      </td>
      <td>
        <Status code={row.statusCode} />
      </td>
      <td class="number">{formatDuration(row.durationMs)}</td>
      <td>
        {row.coldStart === undefined ? (
          '–'
        ) : row.coldStart ? (
          <span class="badge cold">cold</span>
        ) : (
          'warm'
        )}
      </td>
      <td class="wide">
        {printable(row.stack)}{' '}
        {row.integrationType !== undefined && <TypeBadge type={row.integrationType} />}
      </td>
      <td class="wide">
        <code>{row.environmentId?.slice(0, 8) ?? '–'}</code>
      </td>
    </tr>
  );
}
