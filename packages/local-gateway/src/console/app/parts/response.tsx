import type { JSX } from 'preact';

import type { ResponseView } from '../../wire/traces.ts';
import { Body } from './code.tsx';
import { Headers } from './headers.tsx';
import { Status } from './status.tsx';

/** A response: its status, its body, and its headers folded in. */
export function Response({ response }: { response: ResponseView }): JSX.Element {
  return (
    <div class="response">
      <p class="status-line">
        <Status code={response.statusCode} />
      </p>
      <Body body={response.body} label="Response body" />
      {response.streamed && <p class="quiet">streamed: only what came first is kept</p>}
      <details>
        <summary>Headers ({response.headers.length})</summary>
        <Headers headers={response.headers} />
      </details>
    </div>
  );
}
