import { pathToFileURL } from 'node:url';

/** A Lambda handler of any contender. */
export type Handler = (event: unknown, context: unknown) => Promise<unknown>;

/** Loads the handler of a contender's bundle. */
export async function loadBundle(path = ''): Promise<Handler> {
  const { handler }: { readonly handler: Handler } = await import(pathToFileURL(path).href);
  return handler;
}
