import { CfnAccount, CfnRestApi } from 'aws-cdk-lib/aws-apigateway';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

/**
 * The role with which API Gateway writes the logs of every REST API of this account and region. There is exactly one, so
 * it belongs in a stack of its own, deployed once; it is kept when the stack is deleted, because other APIs use it.
 *
 * @example
 * new ApiGatewayAccount(new Stack(app, 'ApiGatewayAccount'), 'Account');
 */
export class ApiGatewayAccount extends Construct {
  /** What API Gateway assumes. */
  readonly role: Role;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('apigateway.amazonaws.com'),
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AmazonAPIGatewayPushToCloudWatchLogs'),
      ],
    });
    const account = new CfnAccount(this, 'Account', { cloudWatchRoleArn: this.role.roleArn });
    this.role.applyRemovalPolicy(RemovalPolicy.RETAIN);
    account.applyRemovalPolicy(RemovalPolicy.RETAIN);
    const stack = Stack.of(this);
    this.node.addValidation({
      validate: () =>
        stack.node.findAll().some((node) => node instanceof CfnRestApi && node.stack === stack)
          ? [
              `found a REST API in stack ${stack.stackName}, expected ApiGatewayAccount in a stack of its own`,
            ]
          : [],
    });
  }
}
