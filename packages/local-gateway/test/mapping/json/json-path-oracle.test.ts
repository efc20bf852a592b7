import { expect, it } from 'vitest';

import { toJava, toJsonText } from '../../../src/mapping/java-values.ts';
import { readJsonPath } from '../../../src/mapping/json/json-path.ts';
import { describeRecorded, readRecorded } from '../../contract.ts';

interface Output {
  readonly path: string;
  readonly value?: unknown;
  readonly err?: string;
}

describeRecorded('readJsonPath, as Jayway reads (REQ-16, REQ-17)', (folder) => {
  const { doc } = readRecorded(folder, 'vtl/jsonpath-cases.json') as { readonly doc: unknown };
  const outputs = readRecorded(folder, 'vtl/jsonpath-jayway-output.json') as readonly Output[];

  it.each(outputs.map((output) => [output.path, output] as const))('%s', (path, output) => {
    const found = readJsonPath(toJava(doc), path);

    const outcome =
      'value' in found ? { value: JSON.parse(toJsonText(found.value)) } : Object.keys(found);
    expect(outcome).toEqual(expectedOf(output));
  });
});

function expectedOf({ value, err }: Output): unknown {
  if (err === undefined) return { value };
  return [err.startsWith('PathNotFoundException') ? 'missing' : 'invalid'];
}
