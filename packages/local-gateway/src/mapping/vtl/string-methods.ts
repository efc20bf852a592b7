import { isRegexFailure, javaMatches, javaReplace, javaSplit } from '../java-regex.ts';
import type { JavaMethods } from './java-methods.ts';
import { countText, TemplateError, type Run } from './run.ts';
import { print, toDecimal, type JavaValue } from '../java-values.ts';

/** Methods of `java.lang.String` that templates use (REQ-14). */
export const stringMethods: JavaMethods<string> = {
  charAt: (self, [at = 0]) => charAt(self, at),
  compareTo: (self, [other = '']) => compareText(self, print(other)),
  compareToIgnoreCase: (self, [other = '']) =>
    compareText(self.toLowerCase(), print(other).toLowerCase()),
  concat: (self, [other = ''], run) => countText(run, self + print(other)),
  contains: (self, [other = '']) => self.includes(print(other)),
  endsWith: (self, [other = '']) => self.endsWith(print(other)),
  equals: (self, [other = null]) => self === other,
  equalsIgnoreCase: (self, [other = '']) => self.toLowerCase() === print(other).toLowerCase(),
  hashCode: (self) => hashCode(self),
  indexOf: (self, [other = '', from = 0]) => self.indexOf(print(other), toDecimal(from)),
  isEmpty: (self) => self === '',
  lastIndexOf: (self, [other = '']) => self.lastIndexOf(print(other)),
  length: (self) => self.length,
  matches: (self, [pattern = '']) => unwrap(javaMatches(print(pattern), self)),
  replace: (self, [from = '', to = ''], run) =>
    countText(
      run,
      self.replaceAll(print(from), () => print(to)),
    ),
  replaceAll: (self, args, run) => replace(self, args, run, true),
  replaceFirst: (self, args, run) => replace(self, args, run, false),
  split: (self, [pattern = '']) => unwrap(javaSplit(print(pattern), self)),
  startsWith: (self, [other = '']) => self.startsWith(print(other)),
  substring: (self, [from = 0, to = self.length]) => substring(self, from, to),
  toLowerCase: (self) => self.toLowerCase(),
  toString: (self: string) => self,
  toUpperCase: (self) => self.toUpperCase(),
  trim: (self) => self.trim(),
};

function replace(
  self: string,
  [pattern = '', replacement = '']: readonly JavaValue[],
  run: Run,
  all: boolean,
): string {
  return countText(run, unwrap(javaReplace(print(pattern), self, print(replacement), all)));
}

function unwrap<Result>(result: Result | { readonly error: string }): Result {
  if (isRegexFailure(result)) throw new TemplateError(result.error);
  return result;
}

function charAt(text: string, index: JavaValue): string {
  const char = text[toDecimal(index) ?? -1];
  if (char === undefined) {
    throw new TemplateError(`index ${print(index)} is out of bounds of a text of ${text.length}`);
  }
  return char;
}

function substring(text: string, from: JavaValue, to: JavaValue): string {
  const [start = -1, end = -1] = [toDecimal(from), toDecimal(to)];
  if (start < 0 || end > text.length || start > end) {
    throw new TemplateError(
      `substring ${print(from)} to ${print(to)} is out of bounds of a text of ${text.length}`,
    );
  }
  return text.slice(start, end);
}

/** Java: the difference of the first characters that differ, else of the lengths. */
function compareText(a: string, b: string): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const difference = a.charCodeAt(at) - b.charCodeAt(at);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

function hashCode(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at += 1) hash = (31 * hash + text.charCodeAt(at)) | 0;
  return hash;
}
