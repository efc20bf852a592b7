import { afterEach, describe, expect, it } from 'vitest';

import type { LambdaFunction } from '../../src/model/functions.ts';
import { createFunctions, type Functions } from '../../src/server/functions.ts';

const arn = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;

const lambda = (name: string, source: string): readonly [string, LambdaFunction] => [
  arn(name),
  {
    stack: 'Stack',
    logicalId: name,
    name,
    arn: arn(name),
    accountId: '123456789012',
    region: 'us-east-1',
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    code: { inline: source },
    timeout: 10,
    memorySize: 128,
    environment: {},
  },
];

const answers = (value: string) => `exports.handler = async () => ${JSON.stringify(value)};`;
const slowly = (value: string) =>
  `exports.handler = () => new Promise((resolve) => setTimeout(() => resolve(${JSON.stringify(value)}), 300));`;

describe('createFunctions', () => {
  const open: Functions[] = [];
  const create = (...functions: readonly (readonly [string, LambdaFunction])[]) => {
    const created = createFunctions(new Map(functions), () => {});
    open.push(created);
    return created;
  };

  afterEach(async () => {
    await Promise.all(open.splice(0).map((functions) => functions.close()));
  });

  it('takes the ARN of another account, as stage variables may complete one, for the function of its name', async () => {
    const functions = create(lambda('Hello', answers('hello')));

    const foreign = 'arn:aws:lambda:eu-west-1:111111111111:function:Hello';

    expect((await functions.invoke(foreign, '{}')).payload).toBe('"hello"');
  });

  it('gives each function an inspector on any free port when the first may take any', async () => {
    const url = `const { url } = require('node:inspector'); exports.handler = async () => url();`;
    const functions = createFunctions(new Map([lambda('One', url), lambda('Two', url)]), () => {}, {
      inspect: 0,
    });
    open.push(functions);

    const answered = await Promise.all(
      ['One', 'Two'].map((name) => functions.invoke(arn(name), '{}')),
    );

    for (const { payload } of answered) expect(payload).toMatch(/^"ws:\/\/127\.0\.0\.1:/);
  });

  it.each(['', ':live', ':7', ':$LATEST'])(
    'RT-2 tells a function the ARN that it was invoked by, with its qualifier: "%s"',
    async (qualifier) => {
      const source = 'exports.handler = async (event, context) => context.invokedFunctionArn;';
      const functions = create(lambda('Hello', source));

      const { payload } = await functions.invoke(arn('Hello') + qualifier, '{}');

      expect(payload).toBe(JSON.stringify(arn('Hello') + qualifier));
    },
  );

  it('runs inline code', async () => {
    const functions = create(lambda('one', answers('first')));

    expect(await functions.invoke(arn('one'), '{}')).toMatchObject({ payload: '"first"' });
  });

  it('makes new functions callable, and new code of old ones', async () => {
    const functions = create(lambda('one', answers('first')));
    await functions.replace(
      new Map([lambda('one', answers('second')), lambda('two', answers('new'))]),
    );

    expect(await functions.invoke(arn('one'), '{}')).toMatchObject({ payload: '"second"' });
    expect(await functions.invoke(arn('two'), '{}')).toMatchObject({ payload: '"new"' });
  });

  it('keeps what a build does not have any more until it is let go', async () => {
    const functions = create(lambda('one', answers('first')));
    const next = new Map([lambda('two', answers('new'))]);

    await functions.replace(next);
    expect(await functions.invoke(arn('one'), '{}')).toMatchObject({ payload: '"first"' });
    functions.retain(next);

    await expect(functions.invoke(arn('one'), '{}')).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: `Function not found: ${arn('one')}:$LATEST`,
    });
  });

  it('lets an invocation under way end on a function that goes', async () => {
    const functions = create(lambda('one', slowly('late')));
    const invocation = functions.invoke(arn('one'), '{}');

    functions.retain(new Map());

    expect(await invocation).toMatchObject({ payload: '"late"' });
  });
});
