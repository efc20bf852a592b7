import { calculate } from './arithmetic.ts';
import { callMethod, readIndex, readProperty } from './methods.ts';
import { countStep, countText, nested, putMember, TemplateError, type Run } from './run.ts';
import type { Expression, PathStep, Reference } from './syntax.ts';
import { print, toDecimal, type JavaValue } from '../java-values.ts';

/** Longest list a range such as `[1..5]` may make. */
const MAX_RANGE = 100_000;

/** Evaluates an expression. A reference to nothing is empty text, as AWS has it (REQ-15). */
export function evaluate(run: Run, expression: Expression): JavaValue {
  switch (expression.type) {
    case 'references':
      return evaluateReference(run, expression) ?? '';
    case 'string':
      return expression.isEval === true && EVALUATED.test(expression.value)
        ? run.renderText(expression.value)
        : expression.value;
    case 'integer':
      return readInteger(expression.value);
    case 'decimal':
      return { double: Number(expression.value) };
    case 'bool':
      if (expression.value === 'null') {
        throw new TemplateError('encountered null, Velocity has no such word');
      }
      return expression.value === 'true';
    case 'array':
      return expression.isRange === true
        ? evaluateRange(run, expression.value)
        : expression.value.map((item) => evaluate(run, item));
    case 'map':
      return new Map(
        Object.entries(expression.value ?? {}).map(([key, value]) => [key, evaluate(run, value)]),
      );
    case 'math':
      return evaluateMath(run, expression.operator, expression.expression);
    default:
      throw new TemplateError(`encountered ${expression.value}, expected a value`);
  }
}

/** Quoted text with nothing of this in it, such as the pattern `"\\$"`, stays as it is. */
const EVALUATED = /\$!?\{?[a-zA-Z_]|#[a-zA-Z{@#*[]/;

/** What Velocity takes for true: everything but `false` (and null, which AWS never lets through). */
export function truth(value: JavaValue): boolean {
  return value !== false && value !== null;
}

/** Text of a reference in the template; a `#define` block is rendered where it stands. */
export function printReference(run: Run, reference: Reference): string {
  const block = run.blocks.get(reference.id);
  if (block !== undefined && reference.path === undefined) {
    return nested(run, () => run.renderNodes(block));
  }
  return print(evaluateReference(run, reference));
}

/** `#set($name = …)` and `#set($map.key = …)`. */
export function evaluateSet(run: Run, [target, source]: readonly [Reference, Expression]): void {
  const value = evaluate(run, source);
  const path = target.path ?? [];
  const last = path.at(-1);
  if (last === undefined) {
    run.blocks.delete(target.id);
    run.variables.set(target.id, value);
    return;
  }
  const owner = evaluateReference(run, { ...target, path: path.slice(0, -1) });
  const key = last.type === 'index' ? evaluate(run, last.id) : last.id;
  if (owner instanceof Map) putMember(run, owner, print(key), value);
  else if (Array.isArray(owner) && typeof key === 'number' && key < owner.length)
    owner[key] = value;
}

function evaluateReference(run: Run, { id, path = [] }: Reference): JavaValue {
  countStep(run);
  let value: JavaValue = run.variables.get(id) ?? null;
  for (const step of path) {
    // A null is replaced by empty text wherever it turns up (REQ-15).
    value = follow(run, value ?? '', step);
  }
  return value;
}

function follow(run: Run, value: JavaValue, step: PathStep): JavaValue {
  if (step.type === 'property') return readProperty(value, step.id);
  if (step.type === 'index') return readIndex(value, evaluate(run, step.id));
  const args = (step.args || []).map((argument) => evaluate(run, argument));
  return callMethod(run, value, step.id, args);
}

function evaluateRange(run: Run, bounds: readonly (Expression | string | number)[]): JavaValue {
  const [from, to] = bounds.map((bound) =>
    typeof bound === 'object' ? toDecimal(evaluate(run, bound)) : Number(bound),
  );
  if (from === undefined || to === undefined) return null;
  const length = Math.abs(to - from) + 1;
  if (length > MAX_RANGE) throw new TemplateError(`range has more than ${MAX_RANGE} numbers`);
  return Array.from({ length }, (_, at) => (from <= to ? from + at : from - at));
}

function evaluateMath(run: Run, operator: string, operands: readonly Expression[]): JavaValue {
  const [left, right] = operands;
  if (left === undefined) return null;
  const value = evaluate(run, left);
  switch (operator) {
    case 'parenthesis':
      return value;
    case 'not':
      return !truth(value);
    case '&&':
      return truth(value) && right !== undefined && truth(evaluate(run, right));
    case '||':
      return truth(value) || (right !== undefined && truth(evaluate(run, right)));
    case 'minus':
      return calculate('-', 0, value);
    default:
      return right === undefined
        ? null
        : join(run, calculate(operator, value, evaluate(run, right)));
  }
}

/** The text that `+` makes counts like any other. */
function join(run: Run, value: JavaValue): JavaValue {
  return typeof value === 'string' ? countText(run, value) : value;
}

function readInteger(value: string | number): JavaValue {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : BigInt(value);
}
