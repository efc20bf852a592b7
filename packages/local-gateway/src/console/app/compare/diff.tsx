import type { ComponentChildren, JSX } from 'preact';

import { printable } from '../data/printable.ts';
import { diffLines, type DiffLine } from './diff-lines.ts';

/** Two texts beside each other; lines that only one of them has are marked. */
export function Diff({
  label,
  left,
  right,
  leftTitle,
  rightTitle,
}: {
  label: string;
  left: string;
  right: string;
  leftTitle: ComponentChildren;
  rightTitle: ComponentChildren;
}): JSX.Element {
  const lines = diffLines(left, right);
  const changed =
    lines.left.filter(({ own }) => own).length + lines.right.filter(({ own }) => own).length;
  return (
    <>
      <p class="quiet">{changed === 0 ? 'No difference.' : `Lines that differ: ${changed}.`}</p>
      <div class="columns diff">
        <Side title={leftTitle} lines={lines.left} sign="−" label={`${label}, left`} />
        <Side title={rightTitle} lines={lines.right} sign="+" label={`${label}, right`} />
      </div>
    </>
  );
}

function Side({
  title,
  lines,
  sign,
  label,
}: {
  title: ComponentChildren;
  lines: readonly DiffLine[];
  sign: string;
  label: string;
}): JSX.Element {
  return (
    <section>
      <h3>{title}</h3>
      <pre class="code" tabIndex={0} role="region" aria-label={label}>
        {lines.map(({ text, own }, index) => (
          <span key={index} class={own ? `line own ${sign === '+' ? 'plus' : 'minus'}` : 'line'}>
            <span class="sign" aria-hidden="true">
              {own ? sign : ' '}
            </span>
            {own ? <mark>{printable(text)}</mark> : printable(text)}
            {'\n'}
          </span>
        ))}
      </pre>
    </section>
  );
}
