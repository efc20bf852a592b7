import { describe, expect, it, vi } from 'vitest';

import { type ServerSentEvent, sse } from '../../src/index.ts';
import { answer, httpFrontDoors } from '../answer.ts';

async function* events(
  ...list: (ServerSentEvent | string)[]
): AsyncGenerator<ServerSentEvent | string> {
  yield* list;
}

describe('sse', () => {
  it.each(httpFrontDoors)('sends events as a whole where %s does not stream', async (frontDoor) => {
    const response = await answer(frontDoor, () =>
      sse(
        events(
          'one',
          { event: 'tick', id: '7', retry: 100, data: { a: 1 } },
          { data: 'a\nb\r\nc\rd' },
          {},
        ),
      ),
    );

    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(await response.text()).toBe(
      'data: one\n\nevent: tick\nid: 7\nretry: 100\ndata: {"a":1}\n\ndata: a\ndata: b\ndata: c\ndata: d\n\n\n\n',
    );
  });

  it('takes status, headers and cookies of its own', async () => {
    const response = await answer('http-api', () =>
      sse(events('one'), {
        statusCode: 201,
        headers: { 'Cache-Control': 'no-store' },
        cookies: ['a=1'],
      }),
    );

    expect(response.status).toBe(201);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.getSetCookie()).toEqual(['a=1']);
  });

  it.each(['a\nb', 'a\rb', 'a\0b'])(
    'refuses the name %j, which would be another event',
    async (event) => {
      const log = vi.spyOn(console, 'error').mockReturnValue();

      const response = await answer('alb', () => sse(events({ event })));

      expect(response.status).toBe(500);
      expect(log).toHaveBeenCalledWith(expect.stringContaining('expected one line'));
    },
  );
});
