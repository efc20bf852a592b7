/** Integration type `aws`: the event is the payload itself, and so is the answer. */
export async function handler(event: unknown): Promise<unknown> {
  return event;
}
