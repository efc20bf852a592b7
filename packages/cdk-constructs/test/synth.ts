import { fileURLToPath } from 'node:url';
import { Template } from 'aws-cdk-lib/assertions';
import { type IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import { App, Stack } from 'aws-cdk-lib/core';
import { ProxyFunction } from '../src/index.ts';

/** Folder of a handler that returns its event. */
export const codePath: string = fixture('echo');

/** Folder of a bundled handler under `test/fixtures`. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
}

/** An empty stack of an app of its own; no feature flag is on, unless `context` turns it on. */
export function newStack(context: Record<string, unknown> = {}): Stack {
  return new Stack(new App({ context }), 'Test');
}

/** A function to put an endpoint in front of. */
export function newHandler(stack: Stack): ProxyFunction {
  return new ProxyFunction(stack, 'Handler', { codePath });
}

/** A network that exists already. */
export function existingVpc(stack: Stack): IVpc {
  return Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['a', 'b'],
    publicSubnetIds: ['subnet-0123456789abcdef1', 'subnet-0123456789abcdef2'],
    privateSubnetIds: ['subnet-0123456789abcdef3', 'subnet-0123456789abcdef4'],
  });
}

/** The template of a stack with what `build` adds to it. */
export function templateOf(build: (stack: Stack) => void): Template {
  const stack = newStack();
  build(stack);
  return Template.fromStack(stack);
}

/** Properties of the only resource of a type. */
export function propertiesOf(template: Template, type: string): Record<string, unknown> {
  const resources = Object.values(template.findResources(type));
  if (resources.length !== 1) throw new Error(`found ${resources.length} ${type}, expected 1`);
  return resources[0]?.['Properties'] ?? {};
}
