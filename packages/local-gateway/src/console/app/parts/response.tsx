import type { JSX } from 'preact';

import type { ResponseView } from '../../wire/traces.ts';
import { printable } from '../data/printable.ts';
import { Body } from './code.tsx';
import { Headers } from './headers.tsx';
import { Status } from './status.tsx';

/** A response, and why it is what it is where the gateway refused. */
export function Response({
  response,
  why = true,
}: {
  response: ResponseView;
  /** `false` where the page has said it already. */
  why?: boolean;
}): JSX.Element {
  return (
    <div class="response">
      <p class="status-line">
        <Status code={response.statusCode} />
      </p>
      {why && response.reason !== undefined && <Why reason={response.reason} />}
      <Body body={response.body} label="Response body" />
      {response.streamed && <p class="quiet">streamed: only what came first is kept</p>}
      <details>
        <summary>Headers ({response.headers.length})</summary>
        <Headers headers={response.headers} />
      </details>
    </div>
  );
}

/** Why the gateway refused; AWS does not tell a client. */
export function Why({ reason }: { reason: string }): JSX.Element {
  return (
    <p class="why">
      <strong>Why:</strong> {printable(reason)}
    </p>
  );
}
