import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

import type { BodyView } from '../../wire/traces.ts';
import { parseJson } from '../data/json-text.ts';
import { Body, Code } from './code.tsx';
import { JsonTree } from './json-tree.tsx';

/** JSON as a tree or as it is; what is no JSON as it is. */
export function JsonOrText({ body, label }: { body: BodyView; label: string }): JSX.Element {
  const [raw, setRaw] = useState(false);
  const value = body.base64 ? undefined : parseJson(body.text);
  if (typeof value !== 'object' || value === null) return <Body body={body} label={label} />;
  return (
    <>
      <div class="switch" role="group" aria-label={`${label} as`}>
        <button type="button" class="small" aria-pressed={!raw} onClick={() => setRaw(false)}>
          Tree
        </button>
        <button type="button" class="small" aria-pressed={raw} onClick={() => setRaw(true)}>
          Raw
        </button>
      </div>
      {raw ? (
        <Code text={body.text} label={label} />
      ) : (
        <div class="code tree" tabIndex={0} role="region" aria-label={label}>
          <JsonTree value={value} />
        </div>
      )}
    </>
  );
}
