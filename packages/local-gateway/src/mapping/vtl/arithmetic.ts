import { isDouble, print, toDecimal, type JavaValue } from '../java-values.ts';

/** Calculates and compares as Velocity does; what cannot be calculated is null. */
export function calculate(operator: string, left: JavaValue, right: JavaValue): JavaValue {
  const [a, b] = [toDecimal(left), toDecimal(right)];
  const areNumbers = a !== undefined && b !== undefined;
  switch (operator) {
    case '==':
      return areNumbers ? a === b : print(left) === print(right);
    case '!=':
      return areNumbers ? a !== b : print(left) !== print(right);
    case '<':
      return areNumbers && a < b;
    case '<=':
      return areNumbers && a <= b;
    case '>':
      return areNumbers && a > b;
    case '>=':
      return areNumbers && a >= b;
    case '+':
      // Velocity: with text on either side `+` joins texts.
      return areNumbers ? arithmetic('+', left, right, a, b) : print(left) + print(right);
    default:
      return areNumbers ? arithmetic(operator, left, right, a, b) : null;
  }
}

/** Integers stay integers (`7/2` is `3`), with a double on either side the result is one. */
function arithmetic(
  operator: string,
  left: JavaValue,
  right: JavaValue,
  a: number,
  b: number,
): JavaValue {
  if (isDouble(left) || isDouble(right)) return double(operator, a, b);
  const result = integer(operator, BigInt(print(left)), BigInt(print(right)));
  if (result === null) return null;
  const number = Number(result);
  return Number.isSafeInteger(number) ? number : result;
}

function integer(operator: string, a: bigint, b: bigint): bigint | null {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0n ? null : a / b;
    case '%':
      return b === 0n ? null : a % b;
    default:
      return null;
  }
}

function double(operator: string, a: number, b: number): JavaValue {
  switch (operator) {
    case '+':
      return { double: a + b };
    case '-':
      return { double: a - b };
    case '*':
      return { double: a * b };
    case '/':
      return b === 0 ? null : { double: a / b };
    case '%':
      return b === 0 ? null : { double: a % b };
    default:
      return null;
  }
}
