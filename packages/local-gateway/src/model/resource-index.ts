import type { Diagnostic, Resource } from '../assembly/resources.ts';
import { textOf } from './properties.ts';

/** The resources of an app, to be asked for by type; an app may have a hundred thousand. */
export interface ResourceIndex {
  /** `AWS::ApiGateway::Method` … in the order of the templates. */
  ofType(type: string): readonly Resource[];
  /** Those of a type of which `property` names `id`, such as the methods of a `RestApiId`. */
  owned(type: string, property: string, id: string): readonly Resource[];
  /** What to tell of those of a type whose `property` names no resource of type `owner`: `tell`, once for each name. */
  foreign(
    type: string,
    property: string,
    owner: string,
    tell: (id: string) => string,
  ): readonly Diagnostic[];
}

/** Sorts resources by type, and by owner when somebody asks for that. */
export function indexResources(resources: readonly Resource[]): ResourceIndex {
  const types = groupBy(resources, ({ type }) => type);
  const owners = new Map<string, ReadonlyMap<string, readonly Resource[]>>();
  const ofType = (type: string) => types.get(type) ?? [];
  return {
    ofType,
    owned(type, property, id) {
      const key = `${type} ${property}`;
      const byOwner =
        owners.get(key) ??
        groupBy(ofType(type), ({ properties }) => textOf(properties, property) ?? '');
      owners.set(key, byOwner);
      return byOwner.get(id) ?? [];
    },
    foreign(type, property, owner, tell) {
      const known = new Set(ofType(owner).map(({ id }) => id));
      return ofType(type).flatMap((resource) => {
        const id = textOf(resource.properties, property) ?? '';
        if (known.has(id)) return [];
        known.add(id);
        return [problem(resource, tell(id))];
      });
    },
  };
}

/** Groups values by a key; the order within a group stays. */
export function groupBy<Value>(
  values: readonly Value[],
  keyOf: (value: Value) => string,
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

/** What cannot be served of a resource, and why. */
export function problem({ stack, logicalId }: Resource, message: string): Diagnostic {
  return { stack: stack.name, logicalId, message };
}
