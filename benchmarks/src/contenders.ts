/** The contenders by the name of their file; `raw` is what the others are compared with. */
export const contenders = [
  'raw',
  'proxy-handler',
  'middy-core',
  'middy',
  'hono',
  'powertools',
] as const;
export type Contender = (typeof contenders)[number];
