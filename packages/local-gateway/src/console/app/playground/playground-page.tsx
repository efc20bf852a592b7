import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { RenderedView, RenderRequest } from '../../wire/requests.ts';
import { call, describeError } from '../data/call.ts';
import { draftFor, parseHeaders, type Draft } from '../data/draft.ts';
import { allMethods, useApis, type PlacedMethod } from '../data/use-apis.ts';
import { printable } from '../data/printable.ts';
import { Panel, Problem } from '../parts/panel.tsx';
import { RequestFields } from '../parts/request-fields.tsx';
import { Rendered } from './rendered.tsx';
import { templatesOf } from './sample-templates.ts';

/** A mapping template, a request, and the event that the gateway's own engine makes of them. */
export function PlaygroundPage(): JSX.Element {
  const { data, error } = useApis();
  const methods = data ? allMethods(data).filter(({ method }) => method.details) : [];
  return (
    <>
      <h1>Mapping playground</h1>
      <p>A mapping template is rendered as a method with integration type AWS would render it.</p>
      {error !== undefined && <Problem>{error}</Problem>}
      {data && methods.length === 0 && <p>No REST API is served.</p>}
      {methods.length > 0 && <Playground methods={methods} />}
    </>
  );
}

function Playground({ methods }: { methods: readonly PlacedMethod[] }): JSX.Element {
  const templates = templatesOf(methods);
  const [chosen, setChosen] = useState(0);
  const [template, setTemplate] = useState(templates[0]?.template ?? '');
  const placed = methods[chosen];
  const [draft, setDraft] = useState<Draft>(() =>
    draftFor(placed?.method.httpMethod ?? 'POST', placed?.path ?? '/'),
  );
  const [rendered, setRendered] = useState<RenderedView>();
  const [error, setError] = useState<string>();

  async function send(event: Event): Promise<void> {
    event.preventDefault();
    if (placed === undefined) return;
    const { api } = placed;
    const input: RenderRequest = {
      apiId: api.id,
      stage: api.stages[0]?.name ?? '',
      template,
      ...draft,
      headers: parseHeaders(draft.headers),
    };
    try {
      setRendered(await call<RenderedView>('/api/render', input));
      setError(undefined);
    } catch (caught) {
      setError(describeError(caught));
    }
  }

  function choose(index: number): void {
    const next = methods[index];
    if (next === undefined) return;
    setChosen(index);
    setDraft({
      ...draft,
      ...draftFor(next.method.httpMethod, next.path),
      headers: draft.headers,
      body: draft.body,
    });
  }

  return (
    <form onSubmit={(event) => void send(event)}>
      <div class="columns">
        <Panel title="Template">
          <label>
            Start from
            <select
              value=""
              onChange={(event) =>
                setTemplate(templates[Number(event.currentTarget.value)]?.template ?? template)
              }
            >
              <option value="">choose a template</option>
              {templates.map(({ title }, index) => (
                <option key={index} value={index}>
                  {printable(title)}
                </option>
              ))}
            </select>
          </label>
          <label>
            Mapping template (VTL)
            <textarea
              class="template"
              value={template}
              rows={14}
              spellcheck={false}
              onInput={(event) => setTemplate(event.currentTarget.value)}
            />
          </label>
        </Panel>
        <Panel title="Request">
          <label>
            As of method
            <select
              value={String(chosen)}
              onChange={(event) => choose(Number(event.currentTarget.value))}
            >
              {methods.map(({ api, path, method }, index) => (
                <option key={index} value={index}>
                  {printable(`${api.stack} / ${api.name}: ${method.httpMethod} ${path}`)}
                </option>
              ))}
            </select>
          </label>
          <RequestFields draft={draft} onChange={setDraft} />
        </Panel>
      </div>
      <div class="actions">
        <button type="submit" class="primary">
          Render
        </button>
      </div>
      {error !== undefined && <Problem>{error}</Problem>}
      <div aria-live="polite">{rendered && <Rendered rendered={rendered} />}</div>
    </form>
  );
}
