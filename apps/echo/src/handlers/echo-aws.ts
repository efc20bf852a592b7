/** Returns its event: with integration type `AWS` that is the client's own payload. */
export async function handler(event: unknown): Promise<unknown> {
  return event;
}
