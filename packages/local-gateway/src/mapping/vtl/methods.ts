import { listMethods, mapMethods } from './collection-methods.ts';
import { elementAt, type JavaMethods } from './java-methods.ts';
import { numberMethods, plainMethods } from './number-methods.ts';
import { stringMethods } from './string-methods.ts';
import type { Run } from './run.ts';
import { isDouble, print, type JavaObject, type JavaValue } from '../java-values.ts';

/** Calls a method of a value; one its type does not have gives null, as an invalid reference does (REQ-14, REQ-15). */
export function callMethod(
  run: Run,
  self: JavaValue,
  name: string,
  args: readonly JavaValue[],
): JavaValue {
  if (self === null) return null;
  if (typeof self === 'string') return call(run, stringMethods, self, name, args);
  if (typeof self === 'boolean') return call(run, plainMethods, self, name, args);
  if (self instanceof Map) return call(run, mapMethods, self, name, args);
  if (Array.isArray(self)) return call(run, listMethods, self, name, args);
  if (typeof self !== 'object' || isDouble(self)) {
    return call(run, numberMethods, self, name, args);
  }
  return methodOf(self, name)?.(args) ?? null;
}

/** `$map.key`, or `$object.name` as `getName()` or `isName()`; prototypes and classes are out of reach. */
export function readProperty(self: JavaValue, name: string): JavaValue {
  if (self instanceof Map) return self.get(name) ?? null;
  if (name === 'empty' && (typeof self === 'string' || Array.isArray(self))) {
    return self.length === 0;
  }
  if (typeof self !== 'object' || self === null || Array.isArray(self) || isDouble(self)) {
    return null;
  }
  const capital = name.charAt(0).toUpperCase() + name.slice(1);
  return (methodOf(self, `get${capital}`) ?? methodOf(self, `is${capital}`))?.([]) ?? null;
}

/** `$list[0]` and `$map["key"]`; throws a `TemplateError` beyond the ends of a list. */
export function readIndex(self: JavaValue, key: JavaValue): JavaValue {
  if (self instanceof Map) return self.get(print(key)) ?? null;
  // Velocity reads an index of another type as `get(key)`, which a list does not have.
  return Array.isArray(self) && typeof key === 'number' ? elementAt(self, key) : null;
}

function call<Self>(
  run: Run,
  methods: JavaMethods<Self>,
  self: Self,
  name: string,
  args: readonly JavaValue[],
): JavaValue {
  // Own members only: `constructor` and the like are no methods.
  return Object.hasOwn(methods, name) ? (methods[name]?.(self, args, run) ?? null) : null;
}

function methodOf(
  { methods }: JavaObject,
  name: string,
): JavaObject['methods'][string] | undefined {
  return Object.hasOwn(methods, name) ? methods[name] : undefined;
}
