import type { JSX } from 'preact';

/** The integration type of a method, in AWS's spelling. */
export function TypeBadge({ type }: { type: string }): JSX.Element {
  return (
    <span class={`badge type-${type.toLowerCase().replaceAll('_', '-')}`}>{type || 'none'}</span>
  );
}
