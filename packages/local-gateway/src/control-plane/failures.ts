import { isObject } from '../assembly/template.ts';
import { objectOf } from '../model/properties.ts';
import type { Step } from './operations.ts';
import type { Objects } from './s3.ts';

/** A failure to be. */
export interface Failure extends Partial<Pick<Step, 'action' | 'stack' | 'logicalId' | 'type'>> {
  /** What CloudFormation says about it. */
  readonly message: string;
  /**
   * How often it happens.
   *
   * @default 1
   */
  readonly times?: number;
}

/** Says why a step cannot be done: a failure that was asked for, or code that was never uploaded. */
export function createFailures(objects: Objects): {
  readonly add: (failure: Failure) => void;
  readonly refuse: (step: Step) => string | undefined;
} {
  const failures: { readonly failure: Failure; left: number }[] = [];
  return {
    add: (failure) => void failures.push({ failure, left: failure.times ?? 1 }),
    refuse(step) {
      const injected = failures.find(({ failure, left }) => left > 0 && fits(failure, step));
      if (injected === undefined) return missingCode(step, objects);
      injected.left -= 1;
      return injected.failure.message;
    },
  };
}

function fits(failure: Failure, step: Step): boolean {
  return (['action', 'stack', 'logicalId', 'type'] as const).every(
    (key) => failure[key] === undefined || failure[key] === step[key],
  );
}

/** What Lambda says about code that was never uploaded. */
function missingCode({ type, action, properties }: Step, objects: Objects): string | undefined {
  if (type !== 'AWS::Lambda::Function' || action === 'delete' || action === 'roll back') {
    return undefined;
  }
  const { S3Key } = objectOf(isObject(properties) ? properties : {}, 'Code');
  if (typeof S3Key !== 'string' || [...objects.keys()].some((path) => path.endsWith(`/${S3Key}`))) {
    return undefined;
  }
  return `Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist. (${S3Key})`;
}
