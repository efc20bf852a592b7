import type { JSX } from 'preact';

import type { ApisView, ApiView } from '../../wire/apis.ts';
import type { PlacedMethod } from '../data/use-apis.ts';
import { printable } from '../data/printable.ts';
import { CopyButton } from '../parts/copy-button.tsx';
import { MethodName } from '../parts/method-name.tsx';
import { TypeBadge } from '../parts/type-badge.tsx';
import { routeTo } from '../route.ts';

/** APIs, their resources, and the methods of these. */
export function ApiTree({
  view,
  chosen,
}: {
  view: ApisView;
  chosen: PlacedMethod | undefined;
}): JSX.Element {
  return (
    <ul class="api-tree">
      {view.apis.map((api) => (
        <li key={api.id}>
          <h2>
            {printable(api.name)} <small>{printable(api.stack)}</small>
          </h2>
          <Stages api={api} />
          <ul>
            {api.resources.map(({ path, methods }) => (
              <li key={path}>
                <span class="path">{printable(path)}</span>
                <ul>
                  {methods.map((method) => {
                    const current = chosen?.api.id === api.id && chosen.method.id === method.id;
                    return (
                      <li key={method.id}>
                        <a
                          href={routeTo('apis', api.id, method.id)}
                          aria-current={current ? 'true' : undefined}
                        >
                          <MethodName method={method.httpMethod} />
                          <TypeBadge type={method.integrationType} />
                          {method.integrationType !== method.declaredType && (
                            <span class="badge overridden">overridden</span>
                          )}
                        </a>
                      </li>
                    );
                  })}
                </ul>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function Stages({ api }: { api: ApiView }): JSX.Element {
  return (
    <ul class="stages">
      {api.stages.map(({ name, url }) => (
        <li key={url}>
          {name !== '' && <span class="badge">stage {printable(name)}</span>}
          <code class="url">{url}</code>
          <CopyButton text={url} label="Copy URL" />
        </li>
      ))}
    </ul>
  );
}
