import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { SentView } from '../../wire/requests.ts';
import type { TraceView } from '../../wire/traces.ts';
import { call, describeError } from '../data/call.ts';
import { formatHeaders, passDraft } from '../data/draft.ts';
import { allMethods, useApis } from '../data/use-apis.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { Problem } from '../parts/panel.tsx';
import { routeTo } from '../route.ts';
import { isFraming } from './framing-headers.ts';
import { methodOf } from './method-of.ts';
import { toCurl } from './to-curl.ts';
import { toFixture, pathBelowStage } from './to-fixture.ts';

/** What can be done with a request that was served. */
export function TraceActions({ trace }: { trace: TraceView }): JSX.Element {
  const [error, setError] = useState<string>();
  const apis = useApis();

  async function replay(): Promise<void> {
    try {
      const sent = await call<SentView>('/api/replay', { id: trace.row.id });
      if (sent.trace) location.hash = routeTo('requests', sent.trace.row.id);
    } catch (caught) {
      setError(describeError(caught));
    }
  }

  /** The form of the method that served it, or of the first method of the API. */
  function edit(): void {
    const own = (apis.data ? allMethods(apis.data) : []).filter(
      ({ api }) => api.id === trace.apiId,
    );
    const { route, request } = trace;
    const served = methodOf(own, route) ?? own[0];
    if (served === undefined) return;
    // What nothing serves has no route, but a stage that the form puts in front again.
    const stage =
      route?.stage ??
      served.api.stages.find(({ name }) => pathBelowStage(trace, name) !== request.target)?.name;
    passDraft({
      method: request.method,
      path: pathBelowStage(trace, stage),
      headers: formatHeaders(request.headers.filter(([name]) => !isFraming(name))),
      body: request.body.base64 ? '' : request.body.text,
    });
    location.hash = routeTo('apis', served.api.id, served.method.id);
  }

  return (
    <>
      <div class="actions">
        <button type="button" class="primary" onClick={() => void replay()}>
          Replay
        </button>
        <button type="button" disabled={apis.data === undefined} onClick={edit}>
          Edit and resend
        </button>
        <CopyButton label="Copy as curl" text={toCurl(trace)} />
        {trace.event && (
          <>
            <CopyButton label="Copy as vitest test" text={toFixture(trace)} />
            <CopyButton label="Copy event JSON" text={trace.event.text} />
          </>
        )}
      </div>
      {error !== undefined && <Problem>{error}</Problem>}
    </>
  );
}
