import type { JavaValue } from '../java-values.ts';

/** Thrown for a path that cannot be read, or that costs too much. */
export class JsonPathError extends Error {
  override readonly name = 'JsonPathError';
}

/** One step of a JSONPath. */
export type Step =
  | { readonly kind: 'properties'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from?: number; readonly to?: number }
  | { readonly kind: 'wildcard' | 'scan' }
  /** `[(@.length-1)]`, the one script form that is data. */
  | { readonly kind: 'last'; readonly offset: number }
  | { readonly kind: 'filter'; readonly filter: Filter };

/** `?(@.a > 1)`, `?(@.a)`, `?(!@.a)`. */
export type Filter =
  | { readonly path: readonly Step[]; readonly operator?: undefined; readonly negated: boolean }
  | { readonly path: readonly Step[]; readonly operator: string; readonly right: Operand };

type Operand =
  | { readonly kind: 'value'; readonly value: JavaValue }
  | { readonly kind: 'path'; readonly path: readonly Step[] }
  | { readonly kind: 'regex'; readonly pattern: string };

/**
 * Parses a JSONPath of the kind Jayway's library accepts; paths without `$` are relative to it.
 *
 * Throws {@link JsonPathError}: also for scripts, which are never evaluated.
 */
export function parseJsonPath(path: string): readonly Step[] {
  const text = path.trim();
  if (text === '$' || text === '') return [];
  return parseSteps(text.startsWith('$') ? text.slice(1) : `.${text}`, path);
}

function parseSteps(text: string, path: string): Step[] {
  const steps: Step[] = [];
  let at = 0;
  while (at < text.length) {
    if (text.startsWith('..', at)) {
      steps.push({ kind: 'scan' });
      at += 2;
      if (at === text.length) throw invalid(path, 'a name after ..');
      if (text[at] === '[') continue;
      at = pushName(text, at, steps, path);
    } else if (text[at] === '.') {
      at = text[at + 1] === '[' ? at + 1 : pushName(text, at + 1, steps, path);
    } else if (text[at] === '[') {
      const end = closingBracket(text, at, path);
      steps.push(parseBracket(text.slice(at + 1, end).trim(), path));
      at = end + 1;
    } else {
      throw invalid(path, '. or [');
    }
  }
  return steps;
}

function pushName(text: string, at: number, steps: Step[], path: string): number {
  const name = /^[^.[\s]+/.exec(text.slice(at))?.[0];
  if (name === undefined) throw invalid(path, 'a name after .');
  steps.push(name === '*' ? { kind: 'wildcard' } : { kind: 'properties', names: [name] });
  return at + name.length;
}

/** Brackets and quotes inside of a filter or a name belong to it. */
function closingBracket(text: string, start: number, path: string): number {
  let depth = 0;
  let quote: string | undefined;
  for (let at = start; at < text.length; at += 1) {
    const char = text[at];
    if (quote !== undefined) {
      if (char === quote) quote = undefined;
    } else if (char === "'" || char === '"') quote = char;
    else if (char === '[') depth += 1;
    else if (char === ']') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  throw invalid(path, 'a closing ]');
}

function parseBracket(inner: string, path: string): Step {
  if (inner === '*') return { kind: 'wildcard' };
  if (/^'[^']*'(?:\s*,\s*'[^']*')*$/.test(inner)) {
    return {
      kind: 'properties',
      names: [...inner.matchAll(/'([^']*)'/g)].map(([, name = '']) => name),
    };
  }
  if (/^-?\d+(?:\s*,\s*-?\d+)*$/.test(inner)) {
    return { kind: 'indexes', indexes: inner.split(',').map(Number) };
  }
  const slice = /^(-?\d+)?:(-?\d+)?(?::-?\d+)?$/.exec(inner);
  if (slice !== null) {
    const [, from, to] = slice;
    return {
      kind: 'slice',
      ...(from === undefined ? {} : { from: Number(from) }),
      ...(to === undefined ? {} : { to: Number(to) }),
    };
  }
  const last = /^\(\s*@\.length\s*-\s*(\d+)\s*\)$/.exec(inner);
  if (last !== null) return { kind: 'last', offset: Number(last[1]) };
  const filter = /^\?\s*\(([\s\S]*)\)$/.exec(inner);
  if (filter !== null) return { kind: 'filter', filter: parseFilter(filter[1] ?? '', path) };
  throw invalid(path, "'name', an index, a slice, * or ?(filter) in brackets");
}

const FILTER =
  /^\s*(!?)\s*@((?:\.[^\s=<>!~[\]()]+|\['[^']*'\]|\[-?\d+\])*)\s*(?:(==|!=|<=|>=|=~|<|>)\s*([\s\S]+?))?\s*$/;

function parseFilter(text: string, path: string): Filter {
  const match = FILTER.exec(text);
  if (match === null) throw invalid(path, 'a filter such as @.name or @.name == value');
  const [, not, subject = '', operator, right] = match;
  const steps = parseSteps(subject, path);
  if (operator === undefined || right === undefined) return { path: steps, negated: not === '!' };
  return { path: steps, operator, right: parseOperand(right, path) };
}

function parseOperand(text: string, path: string): Operand {
  const regex = /^\/([\s\S]*)\/(i?)$/.exec(text);
  if (regex !== null) {
    return { kind: 'regex', pattern: `${regex[2] === 'i' ? '(?i)' : ''}${regex[1] ?? ''}` };
  }
  if (/^\$[.[]/.test(text)) return { kind: 'path', path: parseJsonPath(text) };
  const quoted = /^'([^']*)'$|^"([^"]*)"$/.exec(text);
  if (quoted !== null) return { kind: 'value', value: quoted[1] ?? quoted[2] ?? '' };
  if (text === 'null') return { kind: 'value', value: null };
  if (text === 'true' || text === 'false') return { kind: 'value', value: text === 'true' };
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return { kind: 'value', value: Number(text) };
  if (/[()]/.test(text)) throw invalid(path, 'a value, no script');
  // Jayway: anything else is compared as text, `&&` included, and so matches nothing.
  return { kind: 'value', value: text };
}

function invalid(path: string, expected: string): JsonPathError {
  return new JsonPathError(`JSONPath ${path} cannot be read, expected ${expected}`);
}
