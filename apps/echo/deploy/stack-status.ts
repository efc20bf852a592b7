import {
  type CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
  type Stack,
} from '@aws-sdk/client-cloudformation';

/** What a deploy has to do about a stack in some state. */
export type Condition = 'absent' | 'changing' | 'never-worked' | 'stuck' | 'works';

/** Sorts CloudFormation's stack states by what a deploy has to do about them. */
export function conditionOf(status: string | undefined): Condition {
  if (status === undefined || status === 'DELETE_COMPLETE') return 'absent';
  // A change set was made for a stack that does not exist yet, and never executed.
  if (status === 'REVIEW_IN_PROGRESS') return 'never-worked';
  if (status.endsWith('_IN_PROGRESS')) return 'changing';
  if (/^(ROLLBACK_COMPLETE|ROLLBACK_FAILED|CREATE_FAILED|DELETE_FAILED)$/.test(status)) {
    return 'never-worked';
  }
  return status.endsWith('ROLLBACK_FAILED') ? 'stuck' : 'works';
}

/** The stack of this name or id; undefined when there is none. */
export async function describeStack(
  cloudFormation: CloudFormationClient,
  name: string,
): Promise<Stack | undefined> {
  try {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks?.[0];
  } catch (error) {
    if (error instanceof Error && /does not exist/.test(error.message)) return undefined;
    throw error;
  }
}

/** A line for each resource that CloudFormation could not delete or bring back. */
export async function describeFailures(
  cloudFormation: CloudFormationClient,
  name: string,
): Promise<string> {
  const { StackResources = [] } = await cloudFormation.send(
    new DescribeStackResourcesCommand({ StackName: name }),
  );
  return StackResources.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('_FAILED'))
    .map(
      ({ LogicalResourceId, ResourceType, PhysicalResourceId, ResourceStatusReason }) =>
        `\n  ${ResourceType} ${LogicalResourceId} (${PhysicalResourceId}): ${ResourceStatusReason ?? 'no reason given'}`,
    )
    .join('');
}
