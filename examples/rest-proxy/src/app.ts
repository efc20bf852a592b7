import { EchoApi } from '@org/cdk-constructs';
import { App, Stack } from 'aws-cdk-lib/core';

const app = new App({ outdir: 'cdk.out' });

// The request integration: the function gets the payload, and its result is the body.
new EchoApi(new Stack(app, 'EchoAws'), 'Echo', {
  codePath: 'dist/echo-aws',
  proxy: false,
  passthrough: true,
});

// Lambda proxy integration: the function gets the whole request, and its result is the whole response.
new EchoApi(new Stack(app, 'EchoAwsProxy'), 'Echo', { codePath: 'dist/echo-aws-proxy' });

// The same front door, with one typed request and nothing to assemble by hand.
new EchoApi(new Stack(app, 'Hello'), 'Hello', {
  codePath: 'dist/hello',
  restApiName: 'HelloRestAPI',
});

app.synth();
