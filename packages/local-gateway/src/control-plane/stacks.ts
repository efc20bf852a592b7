import { randomUUID } from 'node:crypto';

import { localAccount, localRegion } from '../assembly/physical-ids.ts';
import { Fault } from './fault.ts';
import type { SourceTemplate } from './source-template.ts';

/** A stack as CloudFormation remembers it. */
export interface StackRecord {
  readonly name: string;
  /** ARN; a stack of the same name that is created later has another one. */
  readonly id: string;
  readonly created: Date;
  status: string;
  reason?: string | undefined;
  /** When its deletion was last asked for. */
  deleted?: Date;
  template: SourceTemplate;
  parameters: Readonly<Record<string, string>>;
  resources: ReadonlyMap<string, ResourceRecord>;
  outputs: readonly OutputRecord[];
  /** Newest first. */
  readonly events: EventRecord[];
}

/** A resource of a stack. */
export interface ResourceRecord {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  /** Without intrinsics. */
  readonly properties: unknown;
  readonly status: string;
  readonly reason?: string;
  /** `DeletionPolicy: Retain`. */
  readonly retained: boolean;
}

/** An output of a stack. */
export interface OutputRecord {
  readonly name: string;
  readonly value: string;
  readonly exportName?: string;
}

/** Something that happened to a resource or to the stack itself. */
export interface EventRecord {
  readonly id: string;
  readonly time: Date;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string | undefined;
}

/** Every stack there is or was. */
export interface Stacks {
  /** The stack of this name or id, deleted ones only by id. */
  find(nameOrId: string): StackRecord | undefined;
  /** The same; throws the {@link Fault} that CDK knows as "there is none". */
  get(nameOrId: string): StackRecord;
  /** Those that are not deleted. */
  existing(): readonly StackRecord[];
  add(name: string, status: string): StackRecord;
}

/** An account without stacks. */
export function createStacks(): Stacks {
  const records: StackRecord[] = [];
  const existing = () => records.filter(({ status }) => status !== 'DELETE_COMPLETE');
  const find = (nameOrId: string) =>
    records.find(({ id }) => id === nameOrId) ?? existing().find(({ name }) => name === nameOrId);
  return {
    find,
    get(nameOrId) {
      const stack = find(nameOrId);
      if (stack === undefined) {
        throw new Fault('ValidationError', `Stack with id ${nameOrId} does not exist`);
      }
      return stack;
    },
    existing,
    add(name, status) {
      const stack: StackRecord = {
        name,
        id: `arn:aws:cloudformation:${localRegion}:${localAccount}:stack/${name}/${randomUUID()}`,
        created: new Date(),
        status,
        template: { Resources: {} },
        parameters: {},
        resources: new Map(),
        outputs: [],
        events: [],
      };
      records.push(stack);
      return stack;
    },
  };
}

/** Changes the state of a stack, and writes it down. */
export function setStatus(stack: StackRecord, status: string, reason?: string): void {
  stack.status = status;
  stack.reason = reason;
  addEvent(stack, {
    logicalId: stack.name,
    physicalId: stack.id,
    type: 'AWS::CloudFormation::Stack',
    status,
    reason,
  });
}

/** Writes down what happened to a resource. */
export function addEvent(stack: StackRecord, event: Omit<EventRecord, 'id' | 'time'>): void {
  // Clients sort events by their time: no two have the same.
  const time = new Date(Math.max(Date.now(), Number(stack.events[0]?.time ?? 0) + 1));
  stack.events.unshift({ id: randomUUID(), time, ...event });
}
