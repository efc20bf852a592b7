import type { JavaMethods } from './java-methods.ts';
import { TemplateError } from './run.ts';
import { print, toDecimal, type JavaValue } from '../java-values.ts';

/** Methods every object has. */
export const plainMethods: JavaMethods<JavaValue> = {
  toString: (self: JavaValue) => print(self),
  equals: (self, [other = null]) => typeof self === typeof other && print(self) === print(other),
};

/** Methods of `Integer`, `Long` and `Double`; `$n.parseInt("1")` is how templates parse numbers. */
export const numberMethods: JavaMethods<JavaValue> = {
  ...plainMethods,
  compareTo: (self, [other = null]) => Math.sign((toDecimal(self) ?? 0) - (toDecimal(other) ?? 0)),
  doubleValue: (self) => ({ double: toDecimal(self) ?? 0 }),
  intValue: (self) => Math.trunc(toDecimal(self) ?? 0),
  longValue: (self) => Math.trunc(toDecimal(self) ?? 0),
  parseDouble: (_, [text = '']) => parseDouble(print(text)),
  parseInt: (_, [text = '']) => parseInteger(print(text)),
  parseLong: (_, [text = '']) => parseInteger(print(text)),
  valueOf: (_: JavaValue, [text = '']: readonly JavaValue[]) => parseInteger(print(text)),
};

/** Throws {@link TemplateError} where Java throws `NumberFormatException`. */
function parseInteger(text: string): JavaValue {
  if (!/^[+-]?\d+$/.test(text)) {
    throw new TemplateError(`found ${JSON.stringify(text)}, expected an integer to parse`);
  }
  return Number(text);
}

function parseDouble(text: string): JavaValue {
  const double = Number(text);
  if (text.trim() === '' || Number.isNaN(double)) {
    throw new TemplateError(`found ${JSON.stringify(text)}, expected a number to parse`);
  }
  return { double };
}
