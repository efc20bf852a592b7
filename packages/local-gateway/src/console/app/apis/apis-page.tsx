import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

import { allMethods, useApis } from '../data/use-apis.ts';
import { Problem } from '../parts/panel.tsx';
import { ApiTree } from './api-tree.tsx';
import { Diagnostics } from './diagnostics.tsx';
import { MethodPage } from './method-page.tsx';

/** All APIs as a tree, and the method that was chosen in it, or the first. */
export function ApisPage({
  apiId,
  methodId,
}: {
  apiId: string | undefined;
  methodId: string | undefined;
}): JSX.Element {
  const { data, error } = useApis();
  const detail = useRef<HTMLDivElement>(null);
  const loaded = data !== undefined;
  useEffect(() => {
    // Where there is no room for both, the tree is above the method that was chosen in it.
    if (methodId !== undefined && matchMedia('(width < 70rem)').matches) {
      detail.current?.scrollIntoView();
    }
  }, [loaded, apiId, methodId]);
  if (data === undefined) {
    return (
      <>
        <h1>APIs</h1>
        {error === undefined ? <p class="quiet">Loading …</p> : <Problem>{error}</Problem>}
      </>
    );
  }
  const methods = allMethods(data);
  const inApi = methods.filter(({ api }) => apiId === undefined || api.id === apiId);
  const chosen = inApi.find(({ method }) => method.id === methodId) ?? inApi[0] ?? methods[0];
  return (
    <div class="with-tree">
      <aside aria-label="APIs">
        <h1 class="tree-title">APIs</h1>
        <ApiTree view={data} chosen={chosen} />
        <Diagnostics view={data} />
      </aside>
      <div class="detail" ref={detail}>
        {chosen ? (
          <MethodPage key={`${chosen.api.id}/${chosen.method.id}`} placed={chosen} />
        ) : (
          <p>No API of this app is served here.</p>
        )}
      </div>
    </div>
  );
}
