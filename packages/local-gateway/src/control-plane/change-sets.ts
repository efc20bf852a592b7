import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';

import { localAccount, localRegion } from '../assembly/physical-ids.ts';
import {
  parametersOf,
  templateOf,
  type Action,
  type CloudFormationOptions,
  type Query,
} from './query.ts';
import { Fault } from './fault.ts';
import type { SourceTemplate } from './source-template.ts';
import type { StackRecord } from './stacks.ts';

interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly stack: StackRecord;
  readonly isNew: boolean;
  readonly template: SourceTemplate;
  readonly parameters: Readonly<Record<string, string>>;
  readonly created: Date;
  executed: boolean;
}

/** Change sets: made at once, executed when told to. */
export function createChangeSets({
  stacks,
  operations,
  start,
  readObject,
}: CloudFormationOptions): Readonly<Record<string, Action>> {
  const changeSets = new Map<string, ChangeSet>();

  function find({ ChangeSetName, StackName = '' }: Query): ChangeSet | undefined {
    return [...changeSets.values()].find(
      ({ id, name, stack }) =>
        id === ChangeSetName || (name === ChangeSetName && stack === stacks.find(StackName)),
    );
  }

  function get(query: Query): ChangeSet {
    const changeSet = find(query);
    if (changeSet !== undefined) return changeSet;
    const message = `ChangeSet [${query['ChangeSetName']}] does not exist`;
    throw new Fault('ChangeSetNotFound', message, 404);
  }

  return {
    CreateChangeSet(query) {
      const stackName = query['StackName'] ?? '';
      const isNew = query['ChangeSetType'] === 'CREATE';
      const stack = isNew ? newStack(stackName) : stacks.get(stackName);
      checkUpdatable(stack, isNew);
      const name = query['ChangeSetName'] ?? '';
      // An executed change set gives its name free.
      changeSets.delete(find(query)?.id ?? '');
      const id = `arn:aws:cloudformation:${localRegion}:${localAccount}:changeSet/${name}/${randomUUID()}`;
      changeSets.set(id, {
        id,
        name,
        stack,
        isNew,
        template: templateOf(query, readObject),
        parameters: parametersOf(query),
        created: new Date(),
        executed: false,
      });
      return { Id: id, StackId: stack.id };
    },

    DescribeChangeSet(query) {
      const { id, name, stack, template, created, executed } = get(query);
      const changes = changesBetween(stack.template, template);
      const empty = changes.length === 0 && isDeepStrictEqual(stack.template, template);
      return {
        ChangeSetId: id,
        ChangeSetName: name,
        StackId: stack.id,
        StackName: stack.name,
        CreationTime: created,
        Status: empty ? 'FAILED' : 'CREATE_COMPLETE',
        StatusReason: empty
          ? "The submitted information didn't contain changes. Submit different information to create a change set."
          : undefined,
        ExecutionStatus: empty ? 'UNAVAILABLE' : executed ? 'EXECUTE_COMPLETE' : 'AVAILABLE',
        Changes: changes,
        Parameters: [],
      };
    },

    ExecuteChangeSet(query) {
      const changeSet = get(query);
      const { stack, isNew, template, parameters } = changeSet;
      changeSet.executed = true;
      start(operations[isNew ? 'create' : 'update'](stack, template, parameters));
      return {};
    },

    DeleteChangeSet(query) {
      // No error when there is none.
      changeSets.delete(find(query)?.id ?? '');
      return {};
    },
  };

  function newStack(name: string): StackRecord {
    const stack = stacks.find(name);
    if (stack === undefined) return stacks.add(name, 'REVIEW_IN_PROGRESS');
    if (stack.status === 'REVIEW_IN_PROGRESS') return stack;
    throw new Fault(
      'ValidationError',
      `Stack [${name}] already exists and cannot be created again.`,
    );
  }
}

function checkUpdatable({ id, status }: StackRecord, isNew: boolean): void {
  const broken = /^(ROLLBACK|CREATE_FAILED|DELETE|UPDATE_ROLLBACK_FAILED)/.test(status);
  if (isNew || (!status.endsWith('_IN_PROGRESS') && !broken)) return;
  throw new Fault('ValidationError', `Stack:${id} is in ${status} state and can not be updated.`);
}

function changesBetween(before: SourceTemplate, after: SourceTemplate): readonly unknown[] {
  const ids = new Set([...Object.keys(before.Resources), ...Object.keys(after.Resources)]);
  return [...ids].flatMap((logicalId) => {
    const [old, next] = [before.Resources[logicalId], after.Resources[logicalId]];
    if (isDeepStrictEqual(old, next)) return [];
    return [
      {
        Type: 'Resource',
        ResourceChange: {
          Action: old === undefined ? 'Add' : next === undefined ? 'Remove' : 'Modify',
          LogicalResourceId: logicalId,
          ResourceType: (next ?? old)?.Type,
          Replacement: old && next ? 'False' : undefined,
        },
      },
    ];
  });
}
