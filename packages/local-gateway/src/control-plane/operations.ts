import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';

import { localEnvironment } from '../assembly/physical-ids.ts';
import { createScope, type Scope } from '../assembly/intrinsics.ts';
import { isObject, toTemplate } from '../assembly/template.ts';
import { inOrder } from './dependencies.ts';
import type { SourceResource, SourceTemplate } from './source-template.ts';
import {
  addEvent,
  setStatus,
  type ResourceRecord,
  type StackRecord,
  type Stacks,
} from './stacks.ts';

/** What changes stacks. Each operation ends in one of CloudFormation's states; none rejects. */
export interface Operations {
  create(stack: StackRecord, template: SourceTemplate, parameters: Parameters): Promise<void>;
  update(stack: StackRecord, template: SourceTemplate, parameters: Parameters): Promise<void>;
  remove(stack: StackRecord): Promise<void>;
  continueRollback(stack: StackRecord): Promise<void>;
}

type Parameters = Readonly<Record<string, string>>;

/** What operations need to know of the rest. */
export interface OperationOptions {
  readonly stacks: Stacks;
  /** Milliseconds that each resource takes. */
  readonly stepMs: number;
  /** Why this cannot be done to a resource; `undefined` when it can. */
  readonly refuse: (step: Step) => string | undefined;
  /** Told whenever an operation has ended. */
  readonly onSettled: () => void;
}

/** One thing done to one resource. */
export interface Step {
  readonly action: 'create' | 'update' | 'delete' | 'roll back';
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: unknown;
}

/** Creates, updates and deletes stacks resource by resource, and rolls back what fails, in CloudFormation's order. */
export function createOperations(options: OperationOptions): Operations {
  const { stacks, stepMs, refuse, onSettled } = options;

  const importValue = (wanted: string) =>
    stacks
      .existing()
      .flatMap(({ outputs }) => outputs)
      .find(({ exportName }) => exportName === wanted)?.value;

  /** Does one thing to one resource; throws what refuses it. */
  async function step(
    stack: StackRecord,
    action: Step['action'],
    resource: Omit<ResourceRecord, 'status'>,
  ): Promise<void> {
    const { logicalId, physicalId, type, properties } = resource;
    const verb = action === 'roll back' ? 'DELETE' : action.toUpperCase();
    const tell = (progress: string, reason?: string) =>
      addEvent(stack, { logicalId, physicalId, type, status: `${verb}_${progress}`, reason });
    tell('IN_PROGRESS');
    await sleep(stepMs);
    const reason = refuse({ action, stack: stack.name, logicalId, type, properties });
    if (reason !== undefined) {
      tell('FAILED', reason);
      throw new StepError(logicalId, reason);
    }
    tell('COMPLETE');
  }

  async function apply(
    stack: StackRecord,
    template: SourceTemplate,
    parameters: Parameters,
    verb: 'CREATE' | 'UPDATE',
  ): Promise<void> {
    const before = { ...stack };
    const made: ResourceRecord[] = [];
    setStatus(stack, `${verb}_IN_PROGRESS`, 'User Initiated');
    try {
      const { name } = stack;
      const scope = createScope(
        {
          name,
          environment: localEnvironment,
          template: toTemplate(template, name),
          assets: new Map(),
          nested: new Map(),
        },
        importValue,
        parameters,
        undefined,
        // Resources exist by name only here: what AWS alone would know of them is made up.
        (physicalId, attribute) => `${physicalId}.${attribute}`,
      );
      const resources = new Map<string, ResourceRecord>();
      for (const logicalId of inOrder(template)) {
        const wanted = resourceOf(scope, logicalId, template.Resources[logicalId]);
        if (wanted === undefined) continue;
        const old = before.resources.get(logicalId);
        resources.set(logicalId, wanted);
        if (old !== undefined && isDeepStrictEqual(old.properties, wanted.properties)) continue;
        await step(stack, old === undefined ? 'create' : 'update', wanted);
        if (old === undefined) made.push(wanted);
      }
      const outputs = outputsOf(scope);
      Object.assign(stack, { template, parameters, resources, outputs });
      const gone = [...before.resources.values()].filter(
        ({ logicalId }) => !resources.has(logicalId),
      );
      if (gone.length > 0) setStatus(stack, `${verb}_COMPLETE_CLEANUP_IN_PROGRESS`);
      for (const resource of gone.toReversed()) {
        // What cannot be deleted is left behind; the update is complete all the same.
        await step(stack, 'delete', resource).catch(() => undefined);
      }
      setStatus(stack, `${verb}_COMPLETE`);
    } catch (error) {
      const rollback = verb === 'CREATE' ? 'ROLLBACK' : 'UPDATE_ROLLBACK';
      setStatus(stack, `${rollback}_IN_PROGRESS`, describe(error));
      if (verb === 'CREATE') stack.template = template;
      await rollBack(stack, made, rollback);
    }
  }

  async function rollBack(
    stack: StackRecord,
    made: readonly ResourceRecord[],
    rollback: 'ROLLBACK' | 'UPDATE_ROLLBACK',
  ): Promise<void> {
    try {
      for (const resource of made.toReversed()) await step(stack, 'roll back', resource);
      setStatus(stack, `${rollback}_COMPLETE`);
    } catch (error) {
      stack.resources = withFailure(new Map([...stack.resources, ...byId(made)]), error, 'DELETE');
      setStatus(stack, `${rollback}_FAILED`, describe(error));
    }
  }

  async function remove(stack: StackRecord): Promise<void> {
    stack.deleted = new Date();
    setStatus(stack, 'DELETE_IN_PROGRESS', 'User Initiated');
    let left = new Map(stack.resources);
    try {
      for (const resource of [...left.values()].toReversed()) {
        if (resource.retained) addEvent(stack, { ...resource, status: 'DELETE_SKIPPED' });
        else await step(stack, 'delete', resource);
        left.delete(resource.logicalId);
      }
      setStatus(stack, 'DELETE_COMPLETE');
    } catch (error) {
      left = withFailure(left, error, 'DELETE');
      setStatus(stack, 'DELETE_FAILED', describe(error));
    }
    stack.resources = left;
  }

  const settled =
    <A extends readonly unknown[]>(operation: (...args: A) => Promise<void>) =>
    async (...args: A) => {
      await operation(...args);
      onSettled();
    };

  return {
    create: settled((stack, template, parameters) => apply(stack, template, parameters, 'CREATE')),
    update: settled((stack, template, parameters) => apply(stack, template, parameters, 'UPDATE')),
    remove: settled(remove),
    continueRollback: settled(async (stack) => {
      setStatus(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', 'User Initiated');
      await rollBack(stack, [], 'UPDATE_ROLLBACK');
    }),
  };
}

class StepError extends Error {
  readonly logicalId: string;

  constructor(logicalId: string, message: string) {
    super(message);
    this.name = 'StepError';
    this.logicalId = logicalId;
  }
}

function describe(error: unknown): string {
  if (error instanceof StepError) {
    return `The following resource(s) failed: [${error.logicalId}]. ${error.message}`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** The resource that a template describes; `undefined` when a condition or CDK itself leaves it out. */
function resourceOf(
  scope: Scope,
  logicalId: string,
  source: SourceResource | undefined,
): ResourceRecord | undefined {
  const resource = scope.stack.template.Resources[logicalId];
  if (resource === undefined || !scope.holds(resource.Condition)) return undefined;
  if (resource.Type === 'AWS::CDK::Metadata') return undefined;
  return {
    logicalId,
    physicalId: String(scope.resolve({ Ref: logicalId })),
    type: resource.Type,
    properties: scope.resolve(resource.Properties ?? {}),
    status: 'CREATE_COMPLETE',
    retained: source?.['DeletionPolicy'] === 'Retain',
  };
}

function outputsOf(scope: Scope): StackRecord['outputs'] {
  const outputs = Object.entries(scope.stack.template.Outputs ?? {});
  const there = outputs.filter(([, { Condition }]) => scope.holds(Condition));
  return there.map(([name, { Value, Export }]) => ({
    name,
    value: String(scope.resolve(Value)),
    ...(isObject(Export) && { exportName: String(scope.resolve(Export.Name)) }),
  }));
}

function byId(
  resources: readonly ResourceRecord[],
): readonly (readonly [string, ResourceRecord])[] {
  return resources.map((resource) => [resource.logicalId, resource] as const);
}

function withFailure(
  resources: Map<string, ResourceRecord>,
  error: unknown,
  verb: string,
): Map<string, ResourceRecord> {
  const failed = error instanceof StepError ? resources.get(error.logicalId) : undefined;
  if (failed === undefined) return resources;
  return resources.set(failed.logicalId, {
    ...failed,
    status: `${verb}_FAILED`,
    reason: describe(error),
  });
}
