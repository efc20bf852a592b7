import type { JSX } from 'preact';

import type { PlacedMethod } from '../data/use-apis.ts';
import { printable } from '../data/printable.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { MethodName } from '../parts/method-name.tsx';
import { MethodExecution } from './method-execution.tsx';
import { TryIt } from './try-it.tsx';

/** One method: how it executes, and a request to try it with. */
export function MethodPage({ placed }: { placed: PlacedMethod }): JSX.Element {
  const { api, path, method } = placed;
  const [stage] = api.stages;
  return (
    <>
      <p class="crumbs">
        {printable(api.stack)} / {printable(api.name)}
      </p>
      <h2 class="page-title">
        <MethodName method={method.httpMethod} /> {printable(path)}
      </h2>
      {stage && (
        <p class="method-url">
          <code class="url">{printable(stage.url + path)}</code>{' '}
          <CopyButton text={stage.url + path} label="Copy URL" />
        </p>
      )}
      {method.details && <MethodExecution api={api} method={method} details={method.details} />}
      <TryIt placed={placed} />
    </>
  );
}
