import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { ComparedView, CompareRequest } from '../../wire/requests.ts';
import { call, describeError } from '../data/call.ts';
import { draftFor, parseHeaders, type Draft } from '../data/draft.ts';
import { allMethods, useApis, type PlacedMethod } from '../data/use-apis.ts';
import { Panel, Problem } from '../parts/panel.tsx';
import { RequestFields } from '../parts/request-fields.tsx';
import { ComparedParts } from './compared-parts.tsx';
import { choicesOf, firstPair, type Choice } from './choices.ts';
import { SidePicker } from './side-picker.tsx';

/** One request to two methods, or to one with the box on and off, and what differs. */
export function ComparePage(): JSX.Element {
  const { data, error } = useApis();
  return (
    <>
      <h1>Side by side</h1>
      <p>
        The same request to two integrations. What the box <em>Use Lambda proxy integration</em>{' '}
        changes is marked.
      </p>
      {error !== undefined && <Problem>{error}</Problem>}
      {data && <Comparison methods={allMethods(data)} />}
    </>
  );
}

function Comparison({ methods }: { methods: readonly PlacedMethod[] }): JSX.Element {
  const choices = choicesOf(methods);
  const pair = firstPair(choices);
  const [left, setLeft] = useState(pair?.[0]);
  const [right, setRight] = useState(pair?.[1]);
  const [draft, setDraft] = useState<Draft>(() =>
    draftFor(left?.placed.method.httpMethod ?? 'POST', '/'),
  );
  const [answer, setAnswer] = useState<{ compared: ComparedView; left: Choice; right: Choice }>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  if (left === undefined || right === undefined)
    return <p>No method of this app calls a function.</p>;

  async function send(event: Event, from: Choice, to: Choice): Promise<void> {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const input: CompareRequest = {
      left: from.side,
      right: to.side,
      request: { ...draft, headers: parseHeaders(draft.headers) },
    };
    try {
      setAnswer({
        compared: await call<ComparedView>('/api/compare', input),
        left: from,
        right: to,
      });
      setError(undefined);
    } catch (caught) {
      setError(describeError(caught));
    }
    setBusy(false);
  }

  return (
    <>
      <Panel title="Request">
        <form onSubmit={(event) => void send(event, left, right)}>
          <div class="columns">
            <SidePicker name="Left" choices={choices} chosen={left} onChoose={setLeft} />
            <SidePicker name="Right" choices={choices} chosen={right} onChoose={setRight} />
          </div>
          <RequestFields draft={draft} onChange={setDraft} paths={0} />
          <div class="actions">
            <button type="submit" class="primary">
              {busy ? 'Sending …' : 'Send to both'}
            </button>
          </div>
        </form>
        {error !== undefined && <Problem>{error}</Problem>}
      </Panel>
      <div class="stack" aria-live="polite">
        {answer && <ComparedParts {...answer} />}
      </div>
    </>
  );
}
