import type { JSX } from 'preact';

import type { TraceView } from '../../wire/traces.ts';
import { printable } from '../data/printable.ts';
import { Pairs } from '../parts/pairs.tsx';
import { Panel } from '../parts/panel.tsx';
import { TypeBadge } from '../parts/type-badge.tsx';

/** Which method served the request. */
export function RoutePanel({ trace: { route } }: { trace: TraceView }): JSX.Element {
  return (
    <Panel title="Matched route">
      {route ? (
        <Pairs
          of={[
            ['Method', `${printable(route.httpMethod)} ${printable(route.resourcePath)}`],
            ['Stage', printable(route.stage)],
            ['Integration', <TypeBadge key="type" type={route.integrationType} />],
            ['Function', printable(route.functionName ?? 'none')],
          ]}
        />
      ) : (
        <p>None: no method of this API serves the request.</p>
      )}
    </Panel>
  );
}
