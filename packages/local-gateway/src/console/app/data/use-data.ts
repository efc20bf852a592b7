import { useEffect, useState } from 'preact/hooks';

import { call, describeError } from './call.ts';

/** What came of asking the server; `data` stays while it is asked again. */
export interface Loaded<Data> {
  readonly data?: Data;
  readonly error?: string;
}

/** Asks the server for `path`, and again when `version` changes. */
export function useData<Data>(path: string, version: unknown): Loaded<Data> {
  const [loaded, setLoaded] = useState<Loaded<Data>>({});
  useEffect(() => {
    let wanted = true;
    call<Data>(path).then(
      (data) => wanted && setLoaded({ data }),
      (error: unknown) => wanted && setLoaded((last) => ({ ...last, error: describeError(error) })),
    );
    return () => {
      wanted = false;
    };
  }, [path, version]);
  return loaded;
}
