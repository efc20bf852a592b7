import type { JSX } from 'preact';

import type { TraceView } from '../../wire/traces.ts';
import { formatDuration, formatTime } from '../data/format.ts';
import { printable } from '../data/printable.ts';
import { useData } from '../data/use-data.ts';
import { Code } from '../parts/code.tsx';
import { JsonOrText } from '../parts/json-or-text.tsx';
import { MethodName } from '../parts/method-name.tsx';
import { Panel, Problem } from '../parts/panel.tsx';
import { Response } from '../parts/response.tsx';
import { Why } from '../parts/why.tsx';
import { Status } from '../parts/status.tsx';
import { AuthorizerPanel } from './authorizer-panel.tsx';
import { FunctionPanel } from './function-panel.tsx';
import { RequestPanel } from './request-panel.tsx';
import { RoutePanel } from './route-panel.tsx';
import { TimingBar } from './timing-bar.tsx';
import { TraceActions } from './trace-actions.tsx';

/** Everything about one request. */
export function TracePage({ id }: { id: string }): JSX.Element {
  const { data, error } = useData<TraceView>(`/api/request?id=${encodeURIComponent(id)}`, id);
  if (data === undefined) {
    return (
      <>
        <h1>Request</h1>
        {error === undefined ? <p class="quiet">Loading …</p> : <Problem>{error}</Problem>}
      </>
    );
  }
  const { row, response, executionLog, timings, event } = data;
  return (
    <>
      <h1 class="page-title">
        <MethodName method={printable(row.method)} />{' '}
        <span class="target">{printable(row.target)}</span>
      </h1>
      <p class="summary">
        <Status code={row.statusCode} /> {formatDuration(row.durationMs)} at {formatTime(row.time)},{' '}
        {printable(row.stack)} / {printable(row.api)}
      </p>
      {response.reason !== undefined && <Why reason={response.reason} advice={data.advice} />}
      {data.notes.map((note) => (
        <p key={note} class="quiet">
          {printable(note)}
        </p>
      ))}
      <TraceActions trace={data} />
      <TimingBar timings={timings} />
      <RequestPanel trace={data} />
      <RoutePanel trace={data} />
      <AuthorizerPanel trace={data} />
      {event && (
        <Panel
          title={
            data.route?.integrationType === 'AWS'
              ? 'Event: the rendered template or the payload'
              : 'Event'
          }
        >
          <JsonOrText body={event} label="Event" />
        </Panel>
      )}
      <FunctionPanel trace={data} />
      <Panel title="HTTP response">
        <Response response={response} />
      </Panel>
      {executionLog.length > 0 && (
        <Panel title="Execution log">
          <Code text={executionLog.join('\n')} label="Execution log" />
        </Panel>
      )}
    </>
  );
}
