import { Socket } from 'node:net';
import { App, Stack } from 'aws-cdk-lib/core';
import { EchoApi } from '../../src/index.ts';
import { codePath } from '../synth.ts';

/** `synth-alone.ts <output folder>` synthesizes both Echo APIs; a connection would end it with an error. */
Socket.prototype.connect = () => {
  throw new Error('a connection was opened');
};

const [outdir = ''] = process.argv.slice(2);
const app = new App({ outdir });
for (const proxy of [true, false]) {
  new EchoApi(new Stack(app, proxy ? 'AwsProxy' : 'Aws'), 'Echo', { codePath, proxy });
}
app.synth();
