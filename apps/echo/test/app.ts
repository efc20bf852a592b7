import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EchoApi, type EchoApiProps } from '@org/cdk-constructs';
import { App, Stack } from 'aws-cdk-lib/core';

/** A synthesized app in a folder of its own, with the samples that a deploy sends. */
export interface TestApp {
  readonly folder: string;
  /** Synthesizes it again with other props; `answer` is what the functions put beside the client's payload. */
  synth(props?: Partial<EchoApiProps>, answer?: Record<string, unknown>): void;
  /** Changes which answer to the sample is right. */
  expect(status: number, json: unknown): void;
  remove(): void;
}

/** An app with one stack `Echo` and one API. */
export function createApp(): TestApp {
  const folder = mkdtempSync(join(tmpdir(), 'echo-deploy-'));
  const app: TestApp = {
    folder,
    synth(props = {}, answer = {}) {
      // A new folder each time: CDK remembers the hash of a folder it has seen.
      const codePath = mkdtempSync(join(folder, 'code-'));
      writeFileSync(join(codePath, 'index.mjs'), handlerSource(props.proxy !== false, answer));
      const outdir = join(folder, 'cdk.out');
      rmSync(outdir, { recursive: true, force: true });
      const cdkApp = new App({ outdir, builtinCloudFormationValidation: false });
      new EchoApi(new Stack(cdkApp, 'Echo'), 'Echo', { codePath, ...props });
      cdkApp.synth();
    },
    expect(status, json) {
      const sample = {
        stack: 'Echo',
        api: 'EducativeRestAPI',
        method: 'POST',
        path: '/hello',
        headers: { 'content-type': 'application/json' },
        body: { message: 'Hello World' },
        expect: { status, json },
      };
      writeFileSync(join(folder, 'local-gateway.json'), JSON.stringify({ samples: [sample] }));
    },
    remove: () => rmSync(folder, { recursive: true }),
  };
  app.synth();
  app.expect(200, { httpMethod: 'POST' });
  return app;
}

function handlerSource(proxy: boolean, answer: Record<string, unknown>): string {
  const result = `{ ...event, ...${JSON.stringify(answer)} }`;
  const returned = proxy ? `{ statusCode: 200, body: JSON.stringify(${result}) }` : result;
  return `export const handler = async (event) => (${returned});\n`;
}
