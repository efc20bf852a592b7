import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { SendRequest, SentView } from '../../wire/requests.ts';
import { call, describeError } from '../data/call.ts';
import { draftFor, parseHeaders, takeDraft } from '../data/draft.ts';
import { addToHistory, readHistory } from '../data/history.ts';
import type { PlacedMethod } from '../data/use-apis.ts';
import { printable } from '../data/printable.ts';
import { Panel, Problem } from '../parts/panel.tsx';
import { RequestFields } from '../parts/request-fields.tsx';
import { SentRequest } from './sent-request.tsx';

/** A request to a method through the gateway itself, and what came of it. */
export function TryIt({ placed }: { placed: PlacedMethod }): JSX.Element {
  const { api, path, method } = placed;
  const key = `${api.id}/${method.id}`;
  const [draft, setDraft] = useState(() => takeDraft() ?? draftFor(method.httpMethod, path));
  const [stage, setStage] = useState(api.stages[0]?.name ?? '');
  const [history, setHistory] = useState(() => readHistory(key));
  const [sent, setSent] = useState<SentView>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function send(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const request: SendRequest = {
      apiId: api.id,
      stage,
      ...draft,
      headers: parseHeaders(draft.headers),
    };
    try {
      setSent(await call<SentView>('/api/send', request));
      setError(undefined);
      setHistory(addToHistory(key, draft));
    } catch (caught) {
      setError(describeError(caught));
    }
    setBusy(false);
  }

  return (
    <Panel title="Try it">
      <form onSubmit={(event) => void send(event)}>
        <RequestFields draft={draft} onChange={setDraft} />
        <div class="actions">
          <button type="submit" class="primary">
            {busy ? 'Sending …' : 'Send'}
          </button>
          {api.stages.length > 1 && (
            <label class="inline">
              Stage
              <select value={stage} onChange={(event) => setStage(event.currentTarget.value)}>
                {api.stages.map(({ name }) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
          )}
          {history.length > 0 && (
            <label class="inline">
              History
              <select
                value=""
                onChange={(event) => {
                  const chosen = history[Number(event.currentTarget.value)];
                  if (chosen) setDraft(chosen);
                }}
              >
                <option value="">{history.length} sent</option>
                {history.map((past, index) => (
                  <option key={index} value={index}>
                    {printable(`${past.method} ${past.path} ${past.body.slice(0, 40)}`)}
                  </option>
                ))}
              </select>
            </label>
          )}
        </div>
      </form>
      {error !== undefined && <Problem>{error}</Problem>}
      <div aria-live="polite">{sent && <SentRequest sent={sent} />}</div>
    </Panel>
  );
}
