import type { JSX } from 'preact';
import { useState } from 'preact/hooks';

/** Copies a text; says so for a moment. */
export function CopyButton({ text, label }: { text: string; label: string }): JSX.Element {
  const [copied, setCopied] = useState(false);

  async function copy(): Promise<void> {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 1_500);
  }

  return (
    <button type="button" class="small" onClick={() => void copy()}>
      {label}
      <span class={copied ? 'tick' : 'tick hidden'} role="status">
        {copied ? ' copied' : ''}
      </span>
    </button>
  );
}
