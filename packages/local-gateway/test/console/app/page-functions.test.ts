import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { choicesOf, firstPair } from '../../../src/console/app/compare/choices.ts';
import { draftFor, formatHeaders, parseHeaders } from '../../../src/console/app/data/draft.ts';
import { printable } from '../../../src/console/app/data/printable.ts';
import { parseEvent, readEvents } from '../../../src/console/app/data/read-events.ts';
import type { PlacedMethod } from '../../../src/console/app/data/use-apis.ts';
import { filterRows } from '../../../src/console/app/log/filter-rows.ts';
import { parseRoute, routeTo } from '../../../src/console/app/route.ts';
import { traceOf } from './traces.ts';

describe('printable', () => {
  it('writes out what a terminal or a bidirectional text would obey (CON-09)', () => {
    expect(printable('a\u001b[31mred\u202etxt\u0000\u2028b')).toBe(
      String.raw`a\u001b[31mred\u202etxt\u0000\u2028b`,
    );
  });

  it('leaves other text as it is, line breaks and tabs among it', () => {
    expect(printable('<b>ü\t漢\n👍')).toBe('<b>ü\t漢\n👍');
  });
});

describe('parseHeaders', () => {
  it('reads one header of each line, its value up to the end', () => {
    expect(parseHeaders('A: b: c\n\n  X-Empty:\nnothing\n')).toEqual([
      ['A', 'b: c'],
      ['X-Empty', ''],
      ['nothing', ''],
    ]);
  });

  it('reads what formatHeaders writes', () => {
    const word = fc.stringMatching(/^[\w-]+$/);
    const value = fc.stringMatching(/^[\w,;=: -]*$/).map((text) => text.trim());

    fc.assert(
      fc.property(fc.array(fc.tuple(word, value)), (headers) => {
        expect(parseHeaders(formatHeaders(headers))).toEqual(headers);
      }),
    );
  });
});

describe('draftFor', () => {
  it('begins with a path that has something in the place of each parameter', () => {
    expect(draftFor('ANY', '/users/{id}/{rest+}')).toMatchObject({
      method: 'POST',
      path: '/users/id/rest',
      body: '{"message":"Hello World"}',
    });
    expect(draftFor('GET', '/')).toMatchObject({ method: 'GET', body: '' });
  });
});

describe('parseRoute', () => {
  it('reads what routeTo writes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 })), (parts) => {
        expect(parseRoute(routeTo(...parts))).toEqual(parts);
      }),
    );
  });

  it('leaves what is no percent-encoding as it is', () => {
    expect(parseRoute('#/requests/%zz')).toEqual(['requests', '%zz']);
  });
});

describe('readEvents', () => {
  it('reads events however the bytes are cut', async () => {
    const bytes = new TextEncoder().encode(
      'event: request\ndata: {"é":1}\n\n: still here\n\nevent: changed\ndata: {}\n\n',
    );

    for (let size = 1; size < bytes.length; size += 7) {
      const body = new ReadableStream<Uint8Array>({
        start(controller) {
          for (let at = 0; at < bytes.length; at += size)
            controller.enqueue(bytes.slice(at, at + size));
          controller.close();
        },
      });
      const events: unknown[] = [];
      for await (const event of readEvents(body)) events.push(event);
      expect(events).toEqual([
        { name: 'request', data: '{"é":1}' },
        { name: 'changed', data: '{}' },
      ]);
    }
  });

  it('takes a comment for no event', () => {
    expect(parseEvent(': still here')).toBeUndefined();
  });
});

describe('filterRows', () => {
  const { row } = traceOf();
  const rows = [
    { ...row, id: 'a' },
    { ...row, id: 'b', statusCode: 502, reason: 'malformed result', functionName: 'Echo' },
  ];
  const ids = (text: string, status = '') => filterRows(rows, { text, status }).map(({ id }) => id);

  it('wants every word somewhere, without regard to case', () => {
    expect(ids('')).toEqual(['a', 'b']);
    expect(ids('post MALFORMED')).toEqual(['b']);
    expect(ids('echo')).toEqual(['b']);
    expect(ids('nothing')).toEqual([]);
  });

  it('wants the status by its first digit', () => {
    expect(ids('', '5')).toEqual(['b']);
    expect(ids('hello', '2')).toEqual(['a']);
  });
});

describe('firstPair', () => {
  const method = (stack: string, path: string, type: string) =>
    ({
      api: { id: stack, stack, stages: [{ name: 'v1', url: '' }] },
      path,
      method: {
        id: path,
        httpMethod: 'POST',
        declaredType: type,
        integrationType: type,
        details: { functionName: 'Echo' },
      },
    }) as unknown as PlacedMethod;

  it('takes the same path with each integration type', () => {
    const pair = firstPair(
      choicesOf([
        method('A', '/hello', 'AWS_PROXY'),
        method('B', '/x', 'AWS'),
        method('C', '/hello', 'AWS'),
      ]),
    );

    expect(pair?.map(({ placed, type }) => [placed.api.id, type])).toEqual([
      ['C', 'AWS'],
      ['A', 'AWS_PROXY'],
    ]);
  });

  it('takes one method with the box off and on when there is no such pair', () => {
    const pair = firstPair(choicesOf([method('A', '/hello', 'AWS_PROXY')]));

    expect(pair?.map(({ type, switched }) => [type, switched])).toEqual([
      ['AWS', true],
      ['AWS_PROXY', false],
    ]);
  });

  it('finds none where no method calls a function', () => {
    expect(firstPair([])).toBeUndefined();
  });
});
