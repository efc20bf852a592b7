import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const program = fileURLToPath(new URL('programs/synth-alone.ts', import.meta.url));

describe('synthesis', () => {
  it('CDK-05: bundles nothing, starts no program and opens no connection', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'cdk-constructs-alone-'));
    try {
      // Without `--allow-child-process`, `--allow-worker` and `--allow-addons`: each of them would end it with an error.
      const limits = ['--permission', '--allow-fs-read=*', '--allow-fs-write=*'];
      execFileSync(process.execPath, [...limits, '--conditions=@org/source', program, outdir], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      expect(readdirSync(outdir)).toEqual(
        expect.arrayContaining(['AwsProxy.template.json', 'Aws.template.json']),
      );
    } finally {
      rmSync(outdir, { recursive: true });
    }
  });
});
