import httpJsonBodyParser from '@middy/http-json-body-parser';

import { HttpError } from '../errors/errors.ts';
import { defaultLimits } from './limits.ts';

/**
 * Parses JSON text that a client sent. A look at the parsed value costs a tenth of the guarded parse, in which each key
 * goes through a function; so that parse is left for the values that need it.
 *
 * @throws {@link HttpError} 400 for text that is not JSON, is nested deeper than the limit, or has keys that could reach
 * a prototype.
 */
export function parseJson(text: string, depth: number = defaultLimits.jsonDepth): unknown {
  if (startsDeeper(text, depth)) throw tooDeep(depth);
  const value = parse(text);
  const finding = inspectAll(value, depth);
  if (finding === 'deep') throw tooDeep(depth);
  // Stryker disable next-line ConditionalExpression: a shortcut
  return finding === 'key' ? parseGuarded(text) : value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError(400, 'body is not valid JSON');
  }
}

function tooDeep(depth: number): HttpError {
  return new HttpError(400, `body is nested deeper than ${depth} levels`);
}

/** What is wrong with a value: nothing, too many levels, or, in all of it, no more than a key that may reach a prototype. */
type Finding = 'deep' | 'key' | undefined;

function inspectAll(value: unknown, levels: number): Finding {
  try {
    return inspect(value, levels);
  } catch {
    // More levels than the stack has, where the limit allows them.
    throw new HttpError(400, 'body is nested too deep');
  }
}

function inspect(value: unknown, levels: number): Finding {
  if (typeof value !== 'object' || value === null) return undefined;
  if (levels <= 0) return 'deep';
  // Stryker disable next-line ConditionalExpression: a shortcut
  if (Array.isArray(value)) return inspectList(value, levels);
  let found: Finding;
  for (const key in value) {
    if (key === '__proto__' || key === 'constructor') found = 'key';
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the key is one of its own
    const member = (value as Readonly<Record<string, unknown>>)[key];
    if (typeof member === 'object' && member !== null && Object.hasOwn(value, key)) {
      const finding = inspect(member, levels - 1);
      if (finding === 'deep') return finding;
      found ??= finding;
    }
  }
  return found;
}

function inspectList(list: readonly unknown[], levels: number): Finding {
  let found: Finding;
  // Stryker disable next-line EqualityOperator: past the end is nothing
  for (let index = 0; index < list.length; index += 1) {
    const item = list[index];
    if (typeof item === 'object') {
      const finding = inspect(item, levels - 1);
      if (finding === 'deep') return finding;
      found ??= finding;
    }
  }
  return found;
}

// Long text that is made of levels is refused without parsing a megabyte of it.
function startsDeeper(text: string, depth: number): boolean {
  if (text.length < 65_536) return false;
  const end = Math.min(text.length, depth * 16);
  let levels = 0;
  let isText = false;
  for (let index = 0; index < end; index += 1) {
    const code = text.charCodeAt(index);
    if (isText) {
      if (code === backslash) index += 1;
      else if (code === quote) isText = false;
    } else if (code === quote) {
      isText = true;
    } else if ((code | 0x20) === openBrace) {
      levels += 1;
      if (levels > depth) return true;
    } else if ((code | 0x20) === closeBrace) {
      levels -= 1;
    }
  }
  return false;
}

const quote = 0x22;
const backslash = 0x5c;
// With the bit 0x20 set, a bracket is the brace of its side.
const openBrace = 0x7b;
const closeBrace = 0x7d;

function parseGuarded(text: string): unknown {
  const { before: parseJsonBody } = httpJsonBodyParser({ disableContentTypeCheck: true });
  const request = { event: { body: text as unknown, isBase64Encoded: false } };
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parser needs nothing but `event`
    parseJsonBody?.(request as unknown as Parameters<typeof parseJsonBody>[0]);
  } catch {
    throw new HttpError(400, 'body has a key that may reach a prototype');
  }
  return request.event.body;
}
