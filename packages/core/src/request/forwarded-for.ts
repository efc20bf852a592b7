/**
 * The client's address in `x-forwarded-for`: each hop appends the address it sees, so that only the right-most entries,
 * written by trusted hops, can be believed.
 */
export function clientOf(forwardedFor: string | undefined, trustedHops = 1): string | undefined {
  if (forwardedFor === undefined || trustedHops < 1) return undefined;
  let end = forwardedFor.length;
  for (let hop = 1; hop < trustedHops; hop += 1) {
    // Before the first character there is none.
    const comma = end === 0 ? -1 : forwardedFor.lastIndexOf(',', end - 1);
    if (comma === -1) return undefined;
    end = comma;
  }
  const entry = forwardedFor.slice(forwardedFor.lastIndexOf(',', end - 1) + 1, end).trim();
  return addressOf(entry);
}

// An address, with the port that a load balancer may add: `203.0.113.7:4711`, `[2001:db8::1]:4711`.
const address = /^(?:(\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?|\[?([\da-f:]*:[\da-f:.]*)\]?(?::\d+)?)$/i;

function addressOf(entry: string): string | undefined {
  if (entry.length > 64) return undefined;
  const match = address.exec(entry);
  return match?.[1] ?? match?.[2];
}
