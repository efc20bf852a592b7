import { TemplateError, type Run } from './run.ts';
import { print, toDecimal, type JavaList, type JavaValue } from '../java-values.ts';

/** A Java method on one type of value. */
export type JavaMethod<Self> = (self: Self, args: readonly JavaValue[], run: Run) => JavaValue;

/** Methods of one Java type by name. */
export type JavaMethods<Self> = Readonly<Record<string, JavaMethod<Self>>>;

/** An element of a list as `List.get` gives it; throws {@link TemplateError} beyond its ends. */
export function elementAt(list: JavaList, index: JavaValue): JavaValue {
  const value = list[toDecimal(index) ?? -1];
  if (value === undefined) {
    throw new TemplateError(`index ${print(index)} is out of bounds of a list of ${list.length}`);
  }
  return value;
}
