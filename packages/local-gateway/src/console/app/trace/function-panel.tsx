import type { JSX } from 'preact';

import type { TraceView } from '../../wire/traces.ts';
import { formatDuration } from '../data/format.ts';
import { Code } from '../parts/code.tsx';
import { JsonOrText } from '../parts/json-or-text.tsx';
import { Pairs } from '../parts/pairs.tsx';
import { Panel } from '../parts/panel.tsx';

/** What the function returned or threw, and what it logged meanwhile. */
export function FunctionPanel({ trace: { invocation } }: { trace: TraceView }): JSX.Element | null {
  if (invocation === undefined) return null;
  const { result, log, functionError, coldStart, initDurationMs } = invocation;
  return (
    <>
      <Panel title={functionError ? 'Result: the function failed' : 'Result'}>
        <JsonOrText body={result} label="Result" />
        <Pairs
          of={[
            ['Duration', formatDuration(invocation.durationMs)],
            [
              'Start',
              coldStart ? `cold, init took ${formatDuration(initDurationMs ?? 0)}` : 'warm',
            ],
            ['Environment', <code key="id">{invocation.environmentId}</code>],
            ['Lambda request id', <code key="id">{invocation.requestId}</code>],
          ]}
        />
      </Panel>
      <Panel title="Logs of this invocation">
        <Code text={log.join('\n')} label="Logs of this invocation" />
      </Panel>
    </>
  );
}
