import { fileURLToPath } from 'node:url';
import { EchoApi, type EchoApiProps } from '@org/cdk-constructs';
import { App, Stack } from 'aws-cdk-lib/core';

const app = new App({
  outdir: fromRoot('cdk.out'),
  // What the schema validation finds fails the synth instead of being printed only.
  context: { '@aws-cdk/core:validateAgainstDefaultRules': true },
});

echoStack('EchoAws', { codePath: bundle('echo-aws'), proxy: false, passthrough: true });
echoStack('EchoAwsProxy', { codePath: bundle('echo-aws-proxy') });
echoStack('EchoProxyHandler', {
  codePath: bundle('echo-proxy-handler'),
  restApiName: 'ProxyHandlerRestAPI',
});

app.synth();

function echoStack(id: string, props: EchoApiProps): void {
  new EchoApi(new Stack(app, id), 'Echo', props);
}

function bundle(name: string): string {
  return fromRoot(`dist/${name}`);
}

function fromRoot(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url));
}
