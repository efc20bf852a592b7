/** The size of a request that is still read; more than that is refused before anything is parsed. */
export interface Limits {
  /**
   * Decoded bytes of the body; more is a 413.
   *
   * @default 6291456, what Lambda takes
   */
  readonly bodyBytes?: number;
  /**
   * Levels of lists and objects in a JSON body; more is a 400.
   *
   * @default 64
   */
  readonly jsonDepth?: number;
  /**
   * Number of header lines; more is a 431.
   *
   * @default 256
   */
  readonly headers?: number;
  /**
   * Number of query values, and of form fields; more is a 400.
   *
   * @default 1000
   */
  readonly queries?: number;
}

/** The limits that count unless the options say otherwise. */
export const defaultLimits: Required<Limits> = {
  bodyBytes: 6 * 1024 * 1024,
  jsonDepth: 64,
  headers: 256,
  queries: 1000,
};
