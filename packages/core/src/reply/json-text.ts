import { describeValue } from '../errors/describe-value.ts';

/**
 * A value as JSON text.
 *
 * @throws TypeError for a value that has none: cycles, BigInt, functions, and whatever throws meanwhile.
 */
export function toJsonText(value: unknown): string {
  let text: string | undefined;
  try {
    // `undefined` for a function, a symbol and a `toJSON` without a result, whatever the published type says.
    text = JSON.stringify(value);
  } catch (cause) {
    // What was thrown may carry a status and a message of its own: neither is the reply's.
    throw new TypeError('body has no JSON', { cause });
  }
  if (text === undefined) throw new TypeError(`body is ${describeValue(value)}, which has no JSON`);
  return text;
}
