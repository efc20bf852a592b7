import type { JSX } from 'preact';

import type { EnvironmentView, FunctionView } from '../../wire/functions.ts';
import { printable } from '../data/printable.ts';
import { Pairs } from '../parts/pairs.tsx';
import { Panel } from '../parts/panel.tsx';
import { LastError } from './last-error.tsx';

/** One function: its settings, its environments, its last error. */
export function FunctionPanel({ view }: { view: FunctionView }): JSX.Element {
  const { usage, environmentNames } = view;
  return (
    <Panel title={printable(view.name)}>
      <Pairs
        of={[
          ['Stack', printable(view.stack)],
          ['Handler', <code key="handler">{printable(view.handler)}</code>],
          ['Runtime', view.runtime],
          ['Memory', `${view.memorySize} MB`],
          ['Timeout', `${view.timeout} s`],
          ['Generation', String(view.generation)],
          ['Invocations', `${usage.invocations}, ${usage.coldStarts} cold, ${usage.errors} failed`],
          [
            'Environment variables',
            environmentNames.length === 0
              ? 'none'
              : `${printable(environmentNames.join(', '))} (values are not shown)`,
          ],
        ]}
      />
      <Environments environments={view.environments} memorySize={view.memorySize} />
      {usage.lastError && <LastError error={usage.lastError} />}
    </Panel>
  );
}

function Environments({
  environments,
  memorySize,
}: {
  environments: readonly EnvironmentView[];
  memorySize: number;
}): JSX.Element {
  if (environments.length === 0) {
    return <p class="quiet">No execution environment: the next invocation starts one.</p>;
  }
  return (
    <table>
      <caption>Execution environments</caption>
      <thead>
        <tr>
          <th scope="col">Id</th>
          <th scope="col">State</th>
          <th scope="col" class="number">
            Invocations
          </th>
          <th scope="col" class="number">
            Memory
          </th>
          <th scope="col" class="number wide">
            Process
          </th>
        </tr>
      </thead>
      <tbody>
        {environments.map(({ id, status, invocations, maxMemoryUsedMb, pid }) => (
          <tr key={id}>
            <td>
              <code>{id.slice(0, 8)}</code>
            </td>
            <td>
              <span class={`badge state-${status}`}>{status}</span>
            </td>
            <td class="number">{invocations}</td>
            <td class="number">
              {maxMemoryUsedMb === undefined ? '–' : `${maxMemoryUsedMb} of ${memorySize} MB`}
            </td>
            <td class="number wide">{pid ?? '–'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
