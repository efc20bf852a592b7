import type { LatticeRoute } from '../../../src/front-doors/vpc-lattice/route.ts';

export const latticeRoute: LatticeRoute = {
  serviceNetworkArn: 'arn:aws:vpc-lattice:eu-west-1:123456789012:servicenetwork/sn-1',
  serviceArn: 'arn:aws:vpc-lattice:eu-west-1:123456789012:service/svc-1',
  targetGroupArn: 'arn:aws:vpc-lattice:eu-west-1:123456789012:targetgroup/tg-1',
  region: 'eu-west-1',
  domainName: 'test.vpc-lattice-svcs.eu-west-1.on.aws',
  identity: { sourceVpcArn: 'arn:aws:ec2:eu-west-1:123456789012:vpc/vpc-1', type: 'AWS_IAM' },
};
