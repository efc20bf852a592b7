import { runWithin } from './watch.ts';

/** Milliseconds one match may take before it is given up (a pattern can backtrack for ever). */
const MATCH_TIMEOUT_MS = 500;

/** Why a pattern could not be applied. */
export interface RegexFailure {
  readonly error: string;
}

/** Whether a regular expression could not be applied. */
export function isRegexFailure(result: unknown): result is RegexFailure {
  return typeof result === 'object' && result !== null && 'error' in result;
}

/** Java's `String.matches`: whether the pattern matches the whole text (REQ-31). */
export function javaMatches(pattern: string, text: string): boolean | RegexFailure {
  const regex = compile(pattern, (source) => `^(?:${source})$`);
  if (!(regex instanceof RegExp)) return regex;
  return runBounded(pattern, text, () => regex.test(text));
}

/** Java's `String.replaceAll` and `replaceFirst`: `$1` and `\$` in the replacement as Java reads them. */
export function javaReplace(
  pattern: string,
  text: string,
  replacement: string,
  all: boolean,
): string | RegexFailure {
  const regex = compile(pattern, (source) => source, all ? 'g' : '');
  if (!(regex instanceof RegExp)) return regex;
  const parts = readReplacement(replacement);
  const replace = (...groups: unknown[]): string =>
    parts.map((part) => (typeof part === 'string' ? part : groupText(groups[part]))).join('');
  return runBounded(pattern, text, () => text.replace(regex, replace));
}

/** Java's `String.split`: trailing empty parts are left out. */
export function javaSplit(pattern: string, text: string): string[] | RegexFailure {
  const regex = compile(pattern, (source) => source);
  if (!(regex instanceof RegExp)) return regex;
  const parts = runBounded(pattern, text, () => text.split(regex));
  if (isRegexFailure(parts)) return parts;
  while (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts;
}

const compiled = new Map<string, RegExp | RegexFailure>();

function compile(
  pattern: string,
  wrap: (source: string) => string,
  extraFlags = '',
): RegExp | RegexFailure {
  const key = `${wrap('')}|${extraFlags}|${pattern}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const result = translate(pattern, wrap, extraFlags);
  if (compiled.size >= 500) compiled.clear();
  compiled.set(key, result);
  return result;
}

function translate(
  pattern: string,
  wrap: (source: string) => string,
  extraFlags: string,
): RegExp | RegexFailure {
  const [, inline = '', rest = pattern] = /^\(\?([ims]+)\)([\s\S]*)$/.exec(pattern) ?? [];
  const source = rest
    // Java: `\Q…\E` quotes.
    .replace(/\\Q([\s\S]*?)(?:\\E|$)/g, (_, quoted: string) =>
      quoted.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'),
    )
    // Java: `\A` and `\z` are the ends of the text.
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$')
    .replace(/\\p\{(Alpha|Digit|Alnum|Upper|Lower|Punct|Space)\}/g, (_, name: string) => {
      return POSIX[name] ?? '';
    });
  try {
    return new RegExp(wrap(source), [...new Set(inline + extraFlags)].join(''));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { error: `${why}, expected a regular expression` };
  }
}

const POSIX: Readonly<Record<string, string>> = {
  Alpha: '[a-zA-Z]',
  Digit: '[0-9]',
  Alnum: '[a-zA-Z0-9]',
  Upper: '[A-Z]',
  Lower: '[a-z]',
  Punct: '[!-\\/:-@\\[-`{-~]',
  Space: '[ \\t\\n\\x0B\\f\\r]',
};

function readReplacement(replacement: string): (string | number)[] {
  const parts: (string | number)[] = [];
  for (const [token] of replacement.matchAll(/\\[\s\S]|\$\d|[\s\S]/g)) {
    if (token.startsWith('\\')) parts.push(token.slice(1));
    else if (token.length === 2 && token.startsWith('$')) parts.push(Number(token[1]));
    else parts.push(token);
  }
  return parts;
}

function groupText(group: unknown): string {
  return typeof group === 'string' ? group : '';
}

function runBounded<Result>(
  pattern: string,
  text: string,
  task: () => Result,
): Result | RegexFailure {
  try {
    return isCheap(pattern, text) ? task() : runWithin(MATCH_TIMEOUT_MS, task);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { error: `pattern ${JSON.stringify(pattern)} did not finish: ${why}` };
  }
}

/** A watch costs a thread; without it go patterns that cannot backtrack for long on a text of this length. */
function isCheap(pattern: string, text: string): boolean {
  if (/\)[*+?{]/.test(pattern)) return false;
  const quantifiers = pattern.match(/[*+?{]/g)?.length ?? 0;
  return (text.length + 1) ** (quantifiers + 1) <= 1_000_000;
}
