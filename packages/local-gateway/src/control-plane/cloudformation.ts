import { createChangeSets } from './change-sets.ts';
import { Fault } from './fault.ts';
import type { Action, CloudFormationOptions, Query } from './query.ts';
import type { EventRecord, ResourceRecord, StackRecord } from './stacks.ts';

/** The part of CloudFormation's API that the CDK toolkit uses, and `ContinueUpdateRollback`. */
export function cloudFormation(options: CloudFormationOptions): Readonly<Record<string, Action>> {
  const { stacks, operations, start } = options;
  const named = (query: Query) => stacks.get(query['StackName'] ?? '');

  return {
    ...createChangeSets(options),

    DescribeStacks(query) {
      const found = query['StackName'] === undefined ? stacks.existing() : [named(query)];
      return { Stacks: found.map(describeStack) };
    },

    ListStacks: () => ({ StackSummaries: stacks.existing().map(describeStack) }),

    GetTemplate: (query) => ({ TemplateBody: JSON.stringify(named(query).template) }),

    DescribeStackEvents: (query) => ({
      StackEvents: named(query).events.map((event) => describeEvent(named(query), event)),
    }),

    DescribeEvents: (query) => ({
      OperationEvents: named(query).events.map((event) => describeEvent(named(query), event)),
    }),

    DescribeStackResources: (query) => ({
      StackResources: [...named(query).resources.values()].map(describeResource),
    }),

    ListStackResources: (query) => ({
      StackResourceSummaries: [...named(query).resources.values()].map(describeResource),
    }),

    DeleteStack(query) {
      const stack = stacks.find(query['StackName'] ?? '');
      if (stack !== undefined && !/^DELETE_(COMPLETE|IN_PROGRESS)$/.test(stack.status)) {
        start(operations.remove(stack));
      }
      return {};
    },

    ContinueUpdateRollback(query) {
      const stack = named(query);
      if (stack.status !== 'UPDATE_ROLLBACK_FAILED') {
        throw new Fault(
          'ValidationError',
          `Stack:${stack.id} is in ${stack.status} state and can not continue rollback.`,
        );
      }
      start(operations.continueRollback(stack));
      return {};
    },

    // What CDK does first about an update that failed and was not rolled back.
    RollbackStack(query) {
      const stack = named(query);
      if (stack.status !== 'UPDATE_FAILED') {
        throw new Fault(
          'ValidationError',
          `Stack:${stack.id} is in ${stack.status} state and can not be rolled back.`,
        );
      }
      start(operations.continueRollback(stack));
      return { StackId: stack.id };
    },
  };
}

function describeStack(stack: StackRecord): unknown {
  return {
    StackId: stack.id,
    StackName: stack.name,
    CreationTime: stack.created,
    DeletionTime: stack.deleted,
    StackStatus: stack.status,
    StackStatusReason: stack.reason,
    DisableRollback: false,
    EnableTerminationProtection: false,
    Parameters: Object.entries(stack.parameters).map(([ParameterKey, ParameterValue]) => ({
      ParameterKey,
      ParameterValue,
    })),
    Outputs: stack.outputs.map(({ name, value, exportName }) => ({
      OutputKey: name,
      OutputValue: value,
      ExportName: exportName,
    })),
    Tags: [],
  };
}

function describeEvent(stack: StackRecord, event: EventRecord): unknown {
  return {
    EventId: event.id,
    StackId: stack.id,
    StackName: stack.name,
    LogicalResourceId: event.logicalId,
    PhysicalResourceId: event.physicalId,
    ResourceType: event.type,
    Timestamp: event.time,
    ResourceStatus: event.status,
    ResourceStatusReason: event.reason,
  };
}

function describeResource(resource: ResourceRecord): unknown {
  return {
    LogicalResourceId: resource.logicalId,
    PhysicalResourceId: resource.physicalId,
    ResourceType: resource.type,
    ResourceStatus: resource.status,
    ResourceStatusReason: resource.reason,
    Timestamp: new Date(),
    LastUpdatedTimestamp: new Date(),
  };
}
