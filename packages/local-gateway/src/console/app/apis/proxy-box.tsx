import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { ApiView, MethodView, OverrideRequest } from '../../wire/apis.ts';
import { call, describeError } from '../data/call.ts';
import { noteChange } from '../data/live-log.ts';
import { Problem } from '../parts/panel.tsx';

/** The box of the lesson, in its true state; ticking it changes what this gateway does, and nothing else. */
export function ProxyBox({ api, method }: { api: ApiView; method: MethodView }): JSX.Element {
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const ticked = method.integrationType === 'AWS_PROXY';
  const overridden = method.integrationType !== method.declaredType;

  async function serveAs(type?: OverrideRequest['type']): Promise<void> {
    const request: OverrideRequest = { apiId: api.id, methodId: method.id, ...(type && { type }) };
    if (busy) return;
    setBusy(true);
    try {
      await call('/api/override', request);
      noteChange();
      setError(undefined);
    } catch (caught) {
      setError(describeError(caught));
    }
    setBusy(false);
  }

  return (
    <div class={overridden ? 'proxy-box overridden' : 'proxy-box'}>
      <label class="check">
        <input
          type="checkbox"
          checked={ticked}
          onClick={(event) => {
            // It shows what the gateway does: its answer ticks the box.
            event.preventDefault();
            void serveAs(ticked ? 'AWS' : 'AWS_PROXY');
          }}
        />
        <span>Use Lambda proxy integration</span>
      </label>
      <p aria-live="polite">
        {ticked
          ? 'The function gets the whole request as an event and answers with status, headers and body.'
          : 'The function gets the payload alone; templates and integration responses do the rest.'}
      </p>
      {overridden && (
        <p class="local-only">
          <strong>Overridden in this gateway only.</strong> The template says{' '}
          <code>{method.declaredType}</code>; nothing of this is written to the project or to AWS.
          {!ticked &&
            ' A proxy method declares no integration responses, so it is served with passthrough and a default one, status 200.'}{' '}
          <button type="button" class="small" onClick={() => void serveAs()}>
            Reset to {method.declaredType}
          </button>
        </p>
      )}
      {error !== undefined && <Problem>{error}</Problem>}
    </div>
  );
}
