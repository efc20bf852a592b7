import { expect, it } from 'vitest';

import { describeRecorded, readRecorded } from '../../contract.ts';
import { javaMap, tryRender, type RenderOptions } from '../mapping-data.ts';

interface Template {
  readonly name: string;
  readonly template: string;
  readonly body: string;
  readonly params: NonNullable<RenderOptions['params']>;
  readonly vars: { readonly context: object; readonly stageVariables: Record<string, string> };
}

describeRecorded('renderTemplate, as Apache Velocity renders (REQ-14..REQ-21)', (folder) => {
  const templates = readRecorded(folder, 'vtl/templates.json') as readonly Template[];
  const outputs = readRecorded(folder, 'vtl/velocity-output.json') as readonly {
    readonly out?: string;
  }[];

  it.each(templates.map((template, at) => [template.name, template, outputs[at]] as const))(
    '%s',
    (_, { template, body, params, vars }, output) => {
      const rendered = tryRender(template, {
        body,
        params,
        context: javaMap(vars.context),
        stageVariables: vars.stageVariables,
      });

      expect('text' in rendered ? rendered : {}).toEqual(
        output?.out === undefined ? {} : { text: output.out },
      );
    },
  );
});
