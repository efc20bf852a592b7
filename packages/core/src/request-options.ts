/** How requests are read. */
export interface RequestOptions {
  /**
   * Reads every event as the bare payload of a non-proxy `AWS` integration whose passthrough behaviour hands the
   * client's body over as it is. The client then controls the whole event, so no other source is looked for.
   *
   * @default false
   */
  readonly passthrough?: boolean;
}
