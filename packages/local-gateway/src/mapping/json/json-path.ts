import { JsonPathError, parseJsonPath, type Filter, type Step } from './json-path-parser.ts';
import { jsonArray, toDecimal, type JavaValue } from '../java-values.ts';
import { javaMatches } from '../java-regex.ts';

/** Nodes one query may visit; beyond that it is refused. */
const NODE_BUDGET = 1_000_000;

/** What a JSONPath found; a path that cannot be read is `invalid`. */
export type JsonPathResult =
  | { readonly value: JavaValue }
  | { readonly missing: string }
  | { readonly invalid: string };

/**
 * Evaluates a JSONPath as Jayway's library does: a definite path gives its value or is missing, an
 * indefinite one (`..`, `*`, slices, filters) gives a list. No scripts are evaluated.
 */
export function readJsonPath(root: JavaValue, path: string): JsonPathResult {
  try {
    const steps = parseJsonPath(path);
    const query: Query = { root, visits: 0 };
    const found = follow(query, [root], steps);
    if (steps.some(isIndefinite)) return { value: jsonArray(found) };
    const [value] = found;
    return value === undefined ? { missing: `no results for path ${path}` } : { value };
  } catch (error) {
    if (error instanceof JsonPathError) return { invalid: error.message };
    throw error;
  }
}

interface Query {
  readonly root: JavaValue;
  visits: number;
}

function follow(query: Query, start: readonly JavaValue[], steps: readonly Step[]): JavaValue[] {
  let nodes = [...start];
  for (const step of steps) {
    const next: JavaValue[] = [];
    for (const node of nodes) {
      for (const value of apply(query, node, step)) {
        next.push(value);
        spend(query);
      }
    }
    nodes = next;
  }
  return nodes;
}

function apply(query: Query, node: JavaValue, step: Step): Iterable<JavaValue> {
  switch (step.kind) {
    case 'properties':
      return readProperties(node, step.names);
    case 'wildcard':
      return children(node);
    case 'scan':
      return descend(query, node);
    case 'indexes':
      return readIndexes(node, step.indexes);
    case 'slice':
      return sliceOf(node, step.from, step.to);
    case 'last':
      return Array.isArray(node) ? readIndexes(node, [node.length - step.offset]) : [];
    default:
      return Array.isArray(node) ? node.filter((item) => passes(query, item, step.filter)) : [];
  }
}

function readProperties(node: JavaValue, names: readonly string[]): JavaValue[] {
  if (!(node instanceof Map)) return [];
  const [name = ''] = names;
  if (names.length === 1) {
    const value = node.get(name);
    return value === undefined ? [] : [value];
  }
  // Jayway: several names give an object of those that exist.
  const picked = names.flatMap((key): [string, JavaValue][] => {
    const value = node.get(key);
    return value === undefined ? [] : [[key, value]];
  });
  return [new Map(picked)];
}

function readIndexes(node: JavaValue, indexes: readonly number[]): JavaValue[] {
  if (typeof node === 'string') {
    throw new JsonPathError(`found text, expected an array for [${indexes.join(',')}]`);
  }
  if (!Array.isArray(node)) return [];
  // A negative index is out of bounds for this version of the library.
  return indexes.flatMap((index) => {
    const value = node[index];
    return value === undefined ? [] : [value];
  });
}

/** A step as in `[0:4:2]` is read and has no effect. */
function sliceOf(node: JavaValue, from?: number, to?: number): JavaValue[] {
  return Array.isArray(node) ? node.slice(from ?? 0, to ?? node.length) : [];
}

function children(node: JavaValue): Iterable<JavaValue> {
  if (node instanceof Map) return node.values();
  return Array.isArray(node) ? node : [];
}

/** The node itself, then everything below it, parents first. */
function descend(query: Query, node: JavaValue): JavaValue[] {
  const found: JavaValue[] = [];
  const visit = (value: JavaValue): void => {
    spend(query);
    found.push(value);
    for (const child of children(value)) visit(child);
  };
  visit(node);
  return found;
}

function passes(query: Query, item: JavaValue, filter: Filter): boolean {
  const [left] = follow(query, [item], filter.path);
  if (filter.operator === undefined) return (left !== undefined) !== filter.negated;
  if (left === undefined) return false;
  const { right } = filter;
  if (right.kind === 'regex') {
    const matches = typeof left === 'string' && javaMatches(right.pattern, left);
    if (typeof matches !== 'boolean') throw new JsonPathError(matches.error);
    return matches;
  }
  const value = right.kind === 'path' ? follow(query, [query.root], right.path)[0] : right.value;
  return value !== undefined && compare(left, filter.operator, value);
}

function compare(left: JavaValue, operator: string, right: JavaValue): boolean {
  const [a, b] = [toDecimal(left), toDecimal(right)];
  const numeric = a !== undefined && b !== undefined;
  switch (operator) {
    case '==':
      return numeric ? a === b : left === right;
    case '!=':
      return numeric ? a !== b : left !== right;
    case '<':
      return numeric && a < b;
    case '<=':
      return numeric && a <= b;
    case '>':
      return numeric && a > b;
    default:
      return numeric && a >= b;
  }
}

function isIndefinite(step: Step): boolean {
  if (step.kind === 'indexes') return step.indexes.length > 1;
  return step.kind !== 'properties' && step.kind !== 'last';
}

function spend(query: Query): void {
  query.visits += 1;
  if (query.visits > NODE_BUDGET) {
    throw new JsonPathError(`visited more than ${NODE_BUDGET} nodes`);
  }
}
