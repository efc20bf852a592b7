import type { JSX } from 'preact';

import { printable } from '../data/printable.ts';
import { Code } from '../parts/code.tsx';
import { Pairs } from '../parts/pairs.tsx';

/** Mapping templates by media type, folded in. */
export function Templates({
  title,
  templates,
  none,
}: {
  title: string;
  templates: Readonly<Record<string, string>>;
  none: string;
}): JSX.Element {
  const entries = Object.entries(templates);
  return (
    <>
      <h4>{title}</h4>
      {entries.length === 0 && <p class="quiet">{none}</p>}
      {entries.map(([mediaType, template]) => (
        <details key={mediaType}>
          <summary>{printable(mediaType)}</summary>
          <Code text={template} label={`Template for ${mediaType}`} />
        </details>
      ))}
    </>
  );
}

/** Names and expressions; nothing when there are none. */
export function Mappings({
  title,
  of,
}: {
  title: string;
  of: readonly (readonly [name: string, value: string])[];
}): JSX.Element | null {
  if (of.length === 0) return null;
  return (
    <>
      <h4>{title}</h4>
      <Pairs of={of.map(([name, value]) => [printable(name), printable(value)] as const)} />
    </>
  );
}
