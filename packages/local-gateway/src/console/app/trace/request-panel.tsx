import type { JSX } from 'preact';

import type { TraceView } from '../../wire/traces.ts';
import { printable } from '../data/printable.ts';
import { Body } from '../parts/code.tsx';
import { Headers } from '../parts/headers.tsx';
import { Panel } from '../parts/panel.tsx';

/** The request as it came over the wire. */
export function RequestPanel({ trace: { request } }: { trace: TraceView }): JSX.Element {
  return (
    <Panel title="Request">
      <p class="wire">
        <code>
          {printable(request.method)} {printable(request.target)} HTTP/1.1
        </code>{' '}
        <span class="quiet">from {request.sourceIp}</span>
      </p>
      <Headers headers={request.headers} />
      <h3>Body</h3>
      <Body body={request.body} label="Request body" />
    </Panel>
  );
}
