import type { JSX } from 'preact';

import { printable } from '../data/printable.ts';

/** JSON to fold and unfold; the first levels are open. */
export function JsonTree({
  value,
  name,
  depth = 0,
}: {
  value: unknown;
  name?: string;
  depth?: number;
}): JSX.Element {
  const label = name === undefined ? null : <span class="key">{printable(name)}: </span>;
  if (typeof value !== 'object' || value === null) {
    return (
      <div class="leaf">
        {label}
        <span class={`value ${value === null ? 'null' : typeof value}`}>
          {printable(JSON.stringify(value))}
        </span>
      </div>
    );
  }
  const members = Object.entries(value);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (members.length === 0) {
    return (
      <div class="leaf">
        {label}
        {open}
        {close}
      </div>
    );
  }
  return (
    <details class="branch" open={depth < 2 && members.length <= maxOpen}>
      <summary>
        {label}
        <span class="quiet">
          {open} {members.length} {close}
        </span>
      </summary>
      {members.slice(0, maxMembers).map(([key, member]) => (
        <JsonTree key={key} name={key} value={member} depth={depth + 1} />
      ))}
      {members.length > maxMembers && <p class="quiet">and {members.length - maxMembers} more</p>}
    </details>
  );
}

const maxOpen = 40;
const maxMembers = 500;
