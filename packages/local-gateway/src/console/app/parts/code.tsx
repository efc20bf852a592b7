import type { JSX } from 'preact';

import type { BodyView } from '../../wire/traces.ts';
import { formatBytes } from '../data/format.ts';
import { prettyJson } from '../data/json-text.ts';
import { printable } from '../data/printable.ts';

/** Foreign text in a box; the keyboard can scroll it. */
export function Code({ text, label }: { text: string; label: string }): JSX.Element {
  return (
    <pre class="code" tabIndex={0} role="region" aria-label={label}>
      {printable(text)}
    </pre>
  );
}

/** A body: JSON set out, text as it is, other bytes as base64. */
export function Body({ body, label }: { body: BodyView; label: string }): JSX.Element {
  if (body.bytes === 0) return <p class="quiet">empty</p>;
  return (
    <>
      <Code text={body.base64 ? body.text : prettyJson(body.text)} label={label} />
      {(body.base64 || body.truncated) && (
        <p class="quiet">
          {formatBytes(body.bytes)}
          {body.base64 && ', shown as base64'}
          {body.truncated && ', only the beginning is shown'}
        </p>
      )}
    </>
  );
}
