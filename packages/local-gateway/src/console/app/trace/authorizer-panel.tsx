import type { JSX } from 'preact';

import type { TraceView } from '../../wire/traces.ts';
import { printable } from '../data/printable.ts';
import { JsonOrText } from '../parts/json-or-text.tsx';
import { Panel } from '../parts/panel.tsx';

/** What the Lambda authorizer was asked and what it said. */
export function AuthorizerPanel({
  trace: { authorizer },
}: {
  trace: TraceView;
}): JSX.Element | null {
  if (authorizer === undefined) return null;
  return (
    <Panel title="Authorizer">
      <p>{printable(authorizer.functionName)}</p>
      <h3>Event</h3>
      <JsonOrText body={authorizer.event} label="Event of the authorizer" />
      <h3>Result</h3>
      {authorizer.invocation ? (
        <JsonOrText body={authorizer.invocation.result} label="Result of the authorizer" />
      ) : (
        <p class="quiet">none: it could not be invoked</p>
      )}
    </Panel>
  );
}
