/**
 * The coding that a client likes best (RFC 9110, 12.5.3): by weight, then by the server's order; `undefined` when none of
 * them is accepted, or nothing is said.
 */
export function acceptedCoding<Coding extends string>(
  header: string | undefined,
  codings: readonly Coding[],
): Coding | undefined {
  if (header === undefined) return undefined;
  const weights = readWeights(header);
  const weightOf = (coding: string): number => weights.get(coding) ?? weights.get('*') ?? 0;
  let best: Coding | undefined;
  let most = 0;
  for (const coding of codings) {
    const weight = weightOf(coding);
    if (weight > most) [best, most] = [coding, weight];
  }
  // `identity` is always acceptable, and better when the client says so.
  return most < (weights.get('identity') ?? 0) ? undefined : best;
}

function readWeights(header: string): ReadonlyMap<string | undefined, number> {
  const weights = new Map<string | undefined, number>();
  for (const item of header.slice(0, longest).split(',')) {
    const [name, ...parameters] = item.split(';').map((part) => part.trim().toLowerCase());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    weights.set(name, Number(weight) || 0);
  }
  return weights;
}

const longest = 1024;
