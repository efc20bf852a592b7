import { elementAt, type JavaMethods } from './java-methods.ts';
import { countStep, putMember } from './run.ts';
import {
  print,
  toDecimal,
  type JavaList,
  type JavaMap,
  type JavaObject,
  type JavaValue,
} from '../java-values.ts';

/** Methods of `java.util.Map` (REQ-14). */
export const mapMethods: JavaMethods<JavaMap> = {
  clear: (self) => {
    self.clear();
    return null;
  },
  containsKey: (self, [key = null]) => self.has(print(key)),
  containsValue: (self, [value = null]) => [...self.values()].some((item) => same(item, value)),
  entrySet: (self) => [...self].map(([key, value]) => entry(key, value)),
  equals: (self, [other = null]) => same(self, other),
  get: (self, [key = null]) => self.get(print(key)) ?? null,
  getOrDefault: (self, [key = null, value = null]) => self.get(print(key)) ?? value,
  isEmpty: (self) => self.size === 0,
  keySet: (self) => [...self.keys()],
  put: (self, [key = null, value = null], run) => {
    const before = self.get(print(key)) ?? null;
    putMember(run, self, print(key), value);
    return before;
  },
  putAll: (self, [other = null], run) => {
    if (other instanceof Map) for (const [key, value] of other) putMember(run, self, key, value);
    return null;
  },
  remove: (self, [key = null]) => {
    const before = self.get(print(key)) ?? null;
    self.delete(print(key));
    return before;
  },
  size: (self) => self.size,
  toString: (self: JavaMap) => print(self),
  values: (self) => [...self.values()],
};

/** Methods of `java.util.List` (REQ-14). */
export const listMethods: JavaMethods<JavaList> = {
  add: (self, args, run) => {
    countStep(run);
    const [first = null, second] = args;
    if (second === undefined) self.push(first);
    else self.splice(toDecimal(first) ?? 0, 0, second);
    return second === undefined ? true : null;
  },
  addAll: (self, [other = null], run) => {
    for (const item of Array.isArray(other) ? [...other] : []) {
      countStep(run);
      self.push(item);
    }
    return true;
  },
  clear: (self) => {
    self.length = 0;
    return null;
  },
  contains: (self, [value = null]) => self.some((item) => same(item, value)),
  containsAll: (self, [other = null]) =>
    Array.isArray(other) && other.every((value) => self.some((item) => same(item, value))),
  equals: (self, [other = null]) => same(self, other),
  get: (self, [at = null]) => elementAt(self, at),
  indexOf: (self, [value = null]) => self.findIndex((item) => same(item, value)),
  isEmpty: (self) => self.length === 0,
  lastIndexOf: (self, [value = null]) => self.findLastIndex((item) => same(item, value)),
  remove: (self, [target = null]) => {
    const at = toDecimal(target);
    if (at === undefined) {
      const found = self.findIndex((item) => same(item, target));
      if (found >= 0) self.splice(found, 1);
      return found >= 0;
    }
    const removed = elementAt(self, at);
    self.splice(at, 1);
    return removed;
  },
  set: (self, [at = null, value = null]) => {
    const before = elementAt(self, at);
    self[toDecimal(at) ?? 0] = value;
    return before;
  },
  size: (self) => self.length,
  subList: (self, [from = 0, to = self.length]) =>
    self.slice(toDecimal(from) ?? 0, toDecimal(to) ?? self.length),
  toString: (self: JavaList) => print(self),
};

function entry(key: string, value: JavaValue): JavaObject {
  return {
    methods: { getKey: () => key, getValue: () => value, toString: () => `${key}=${print(value)}` },
  };
}

/** Java's `equals` between values of JSON: a number is not its text. */
function same(a: JavaValue, b: JavaValue): boolean {
  if (typeof a === 'object' && typeof b === 'object') return print(a) === print(b);
  return a === b;
}
