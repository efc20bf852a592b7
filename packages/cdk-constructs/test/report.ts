import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib/core';
import { ApplicationLoadBalancer } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import {
  ApiGatewayAccount,
  EchoApi,
  ProxyAlbTarget,
  ProxyFunctionUrl,
  ProxyHttpApi,
} from '../src/index.ts';
import { codePath, existingVpc, newHandler } from './synth.ts';

/** Something that a validation found in an app. */
export interface Finding {
  readonly rule: string;
  readonly constructs: readonly string[];
}

/** Synthesizes an app with every construct in it, after `prepare`, and gives what its validations found. */
export function findingsIn(prepare: (app: App) => void): readonly Finding[] {
  const outdir = mkdtempSync(join(tmpdir(), 'cdk-constructs-'));
  try {
    const app = new App({ outdir });
    prepare(app);
    addEveryConstruct(app);
    try {
      app.synth();
    } catch (error) {
      if (!(error instanceof Error && error.name === 'ValidationFailed')) throw error;
    }
    return readFindings(join(outdir, 'validation-report.json'));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

function addEveryConstruct(app: App): void {
  new EchoApi(new Stack(app, 'Aws'), 'Echo', { codePath, proxy: false });
  new EchoApi(new Stack(app, 'AwsProxy'), 'Echo', { codePath, cors: { allowOrigins: ['*'] } });
  new EchoApi(new Stack(app, 'Observed'), 'Echo', { codePath, accessLogs: true }).addAlarms();
  new ApiGatewayAccount(new Stack(app, 'Account'), 'Account');
  const others = new Stack(app, 'Others');
  const handler = newHandler(others);
  new ProxyHttpApi(others, 'HttpApi', { handler });
  new ProxyFunctionUrl(others, 'Url', { handler });
  const network = new Stack(app, 'Network', {
    env: { account: '111122223333', region: 'eu-west-1' },
  });
  const balancer = new ApplicationLoadBalancer(network, 'Balancer', { vpc: existingVpc(network) });
  const listener = balancer.addListener('Http', { port: 80, open: false });
  new ProxyAlbTarget(network, 'Target', { handler: newHandler(network), listener });
}

function readFindings(file: string): readonly Finding[] {
  const report: {
    pluginReports: {
      violations: { ruleName: string; violatingConstructs: { constructPath: string }[] }[];
    }[];
  } = JSON.parse(readFileSync(file, 'utf8'));
  return report.pluginReports.flatMap(({ violations }) =>
    violations.map(({ ruleName, violatingConstructs }) => ({
      rule: ruleName,
      constructs: violatingConstructs.map(({ constructPath }) => constructPath),
    })),
  );
}
