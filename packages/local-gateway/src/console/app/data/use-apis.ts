import type { ApisView, ApiView, MethodView } from '../../wire/apis.ts';
import { useLiveLog } from './live-log.ts';
import { useData, type Loaded } from './use-data.ts';

/** All APIs, read again when something changed. */
export function useApis(): Loaded<ApisView> {
  const { changes } = useLiveLog();
  return useData<ApisView>('/api/apis', changes);
}

/** A method with where it is. */
export interface PlacedMethod {
  readonly api: ApiView;
  readonly path: string;
  readonly method: MethodView;
}

/** Every method of every API, in the order of the tree. */
export function allMethods({ apis }: ApisView): readonly PlacedMethod[] {
  return apis.flatMap((api) =>
    api.resources.flatMap(({ path, methods }) => methods.map((method) => ({ api, path, method }))),
  );
}
