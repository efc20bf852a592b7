/**
 * A name in lower case. Clients send the same few names again and again, so that a look at a map is what it takes.
 */
export function lowerName(name: string): string {
  return recall(lowerNames, name, toLower);
}

/**
 * The same text as the engine keeps for keys: as a key, a part cut out of a longer text takes ten times as long, and the
 * same few names come again and again.
 */
export function keyName(name: string): string {
  return recall(keyNames, name, toKey);
}

const lowerNames = new Map<string, string>();
const keyNames = new Map<string, string>();

// Names that nobody sends twice must not pile up.
const mostNames = 1000;
const longestName = 100;

/** What is made of a name, once for each: the same few names come again and again. */
export function recall(
  known: Map<string, string>,
  name: string,
  make: (name: string) => string,
): string {
  const found = known.get(name);
  // Stryker disable next-line ConditionalExpression: a shortcut
  if (found !== undefined) return found;
  const made = make(name);
  // Stryker disable next-line all: what is known saves time and changes nothing
  if (known.size < mostNames && name.length <= longestName) known.set(name, made);
  return made;
}

function toLower(name: string): string {
  return name.toLowerCase();
}

function toKey(name: string): string {
  // Stryker disable next-line ObjectLiteral,BooleanLiteral: the same text, kept in another way
  const [key = name] = Object.keys({ [name]: true });
  return key;
}
