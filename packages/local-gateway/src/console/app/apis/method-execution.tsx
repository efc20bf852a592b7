import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { ApiView, MethodDetails, MethodView } from '../../wire/apis.ts';
import { printable } from '../data/printable.ts';
import { Panel } from '../parts/panel.tsx';
import { ProxyBox } from './proxy-box.tsx';
import { stages, type Stage } from './stages.ts';
import { StageSettings } from './stage-settings.tsx';

/** The way of a request and its response through a method, as API Gateway's own console draws it. */
export function MethodExecution({
  api,
  method,
  details,
}: {
  api: ApiView;
  method: MethodView;
  details: MethodDetails;
}): JSX.Element {
  const [open, setOpen] = useState<Stage>('integration-request');
  const isLambda = method.declaredType === 'AWS' || method.declaredType === 'AWS_PROXY';
  return (
    <Panel title="Method execution">
      {isLambda && <ProxyBox api={api} method={method} />}
      <div class="execution">
        <div class="end client">Client</div>
        {stages.map(({ id, title, summary }) => (
          <button
            key={id}
            type="button"
            class={`stage ${id}`}
            aria-expanded={open === id}
            aria-controls="stage-settings"
            onClick={() => setOpen(id)}
          >
            <strong>{title}</strong>
            <span>{summary(method, details)}</span>
          </button>
        ))}
        <div class="end backend">
          {isLambda ? 'Lambda' : method.integrationType === 'MOCK' ? 'Mock' : 'Backend'}
          {details.functionName !== undefined && <small>{printable(details.functionName)}</small>}
        </div>
      </div>
      <div id="stage-settings" class="settings">
        <h3>{stages.find(({ id }) => id === open)?.title}</h3>
        <StageSettings stage={open} method={method} details={details} />
      </div>
    </Panel>
  );
}
