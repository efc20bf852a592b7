import type { JSX } from 'preact';

import type { RenderedView } from '../../wire/requests.ts';
import { parseJson } from '../data/json-text.ts';
import { printable } from '../data/printable.ts';
import { Code } from '../parts/code.tsx';
import { Panel } from '../parts/panel.tsx';

/** What a template rendered: the event, if it is JSON. */
export function Rendered({ rendered }: { rendered: RenderedView }): JSX.Element {
  const { route } = rendered;
  return (
    <Panel title="Rendered event">
      <p class="quiet">
        {route === undefined
          ? 'No method of the API has this path: path parameters and most of $context are empty.'
          : `As ${printable(route)} would.`}
      </p>
      {'error' in rendered ? (
        <p class="problem">Unable to transform request: {printable(rendered.error)}</p>
      ) : (
        <>
          {parseJson(rendered.text) === undefined && (
            <p class="problem">
              This is no JSON: Lambda would refuse it, and the client would get a 400.
            </p>
          )}
          <Code text={rendered.text} label="Rendered event" />
        </>
      )}
    </Panel>
  );
}
