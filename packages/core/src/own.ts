/** Reads an own property of foreign data; `undefined` when there is none. */
export function own(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

/** The value when it is text, else `undefined`. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Whether a value is an object or a list, whose members may be read. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** Whether a value is an object and no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return isObject(value) && !Array.isArray(value);
}

/** A copy of the own members of an object, such as options: what somebody has added to all objects is not among them. */
export function ownMembers<Members extends object>(members: Members): Members {
  const copy: Members = Object.create(null);
  return Object.assign(copy, members);
}

/** One own member of an object; `undefined` when it is inherited. */
export function ownMember<Members extends object, Name extends keyof Members>(
  members: Members,
  name: Name,
): Members[Name] | undefined {
  return Object.hasOwn(members, name) ? members[name] : undefined;
}

/** An empty map without a prototype: `__proto__` and `constructor` are keys like any other. */
export function emptyMap<Value>(): Record<string, Value> {
  const map: Record<string, Value> = Object.create(null);
  return map;
}

/** The same for a dozen entries and more: it takes longer to make, and less for each entry, as it is no hash table. */
export function largeMap<Value>(): Record<string, Value> {
  return Object.setPrototypeOf({}, null);
}

/** A copy of JSON-like data that shares nothing with it; objects have no prototype. */
export function detach(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(detach);
  if (!isObject(value)) return value;
  const copy = emptyMap<unknown>();
  for (const key of Object.keys(value)) copy[key] = detach(value[key]);
  return copy;
}
