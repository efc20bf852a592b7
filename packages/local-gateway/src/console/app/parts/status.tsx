import type { JSX } from 'preact';

import { statusClass } from '../data/format.ts';

/** The status of a response. */
export function Status({ code }: { code: number }): JSX.Element {
  return <span class={`status ${statusClass(code)}`}>{code}</span>;
}
