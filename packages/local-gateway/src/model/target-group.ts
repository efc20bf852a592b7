import type { Resource } from '../assembly/resources.ts';
import type { FunctionCatalog } from './functions.ts';
import { objectsOf, textOf } from './properties.ts';

/** A target group of a load balancer. */
export interface TargetGroup {
  readonly arn: string;
  /** The one target that a group of type `lambda` can have; absent when none is registered. */
  readonly functionArn?: string;
  /** `lambda.multi_value_headers.enabled` (ALB-2). */
  readonly multiValueHeaders: boolean;
  /** Why it cannot be served here. */
  readonly problem?: string;
}

/** Reads an `AWS::ElasticLoadBalancingV2::TargetGroup`. */
export function readTargetGroup(
  { id, logicalId, properties }: Resource,
  functions: FunctionCatalog,
): TargetGroup {
  const type = textOf(properties, 'TargetType') ?? 'instance';
  const [target] = objectsOf(properties, 'Targets');
  const functionArn = functions.arnOf(target ? (textOf(target, 'Id') ?? '') : '');
  const multiValue = objectsOf(properties, 'TargetGroupAttributes').some(
    (attribute) =>
      textOf(attribute, 'Key') === 'lambda.multi_value_headers.enabled' &&
      textOf(attribute, 'Value') === 'true',
  );
  const why =
    type === 'lambda'
      ? functionArn && functions.problemOf(functionArn)
      : `target group ${logicalId} has targets of type ${type}, only lambda is served here`;
  return {
    arn: id,
    ...(functionArn !== undefined && { functionArn }),
    multiValueHeaders: multiValue,
    ...(why !== undefined && { problem: why }),
  };
}
