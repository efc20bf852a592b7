import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { readEvents, type ServerEvent } from '../../src/console/app/data/read-events.ts';
import type { BacklogView, RowView } from '../../src/console/wire/traces.ts';
import { writeAssembly } from '../assemblies.ts';
import { send } from '../http-client.ts';
import { serve, type ServedConsole } from './console-client.ts';
import { lessonParts } from './lesson.ts';

describe('GET /api/events', () => {
  let served: ServedConsole;

  beforeAll(async () => {
    served = await serve(await writeAssembly(lessonParts));
    await send(`${served.gateway.endpoints[0]?.url}/mock?before`);
  });
  afterAll(() => served.close());

  const open = async () => {
    const leave = new AbortController();
    const { host: _, ...headers } = served.own;
    const url = `${served.console.url}api/events`;
    const response = await fetch(url, { headers, signal: leave.signal });
    return { response, events: readEvents(response.body ?? new ReadableStream()), leave };
  };

  it('begins with what was, goes on with each request, and says when something changed', async () => {
    const { response, events: source } = await open();
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    const events: ServerEvent[] = [];
    const wanted = ['backlog', 'request', 'changed'];

    for await (const event of source) {
      events.push(event);
      if (events.length === 1) await send(`${served.gateway.endpoints[0]?.url}/mock?after`);
      if (events.length === 2) served.recorder.log({ kind: 'notice', message: 'reloaded' });
      if (events.length === wanted.length) break;
    }

    expect(events.map(({ name }) => name)).toEqual(wanted);
    const backlog = JSON.parse(events[0]?.data ?? '') as BacklogView;
    expect(backlog.rows.map(({ target }) => target)).toEqual(['/v1/mock?before']);
    expect(JSON.parse(events[1]?.data ?? '') as RowView).toMatchObject({
      method: 'GET',
      target: '/v1/mock?after',
      statusCode: 200,
    });
  });

  it('lets go of a page that has left, and serves only so many at a time', async () => {
    const many = await Promise.all(Array.from({ length: 40 }, () => open()));

    const statuses = many.map(({ response }) => response.status);
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(32);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    for (const { leave } of many) leave.abort();
    await expect.poll(async () => (await open()).response.status, { timeout: 15_000 }).toBe(200);
  });

  it('survives a client that reads nothing', async () => {
    const { leave } = await open();

    for (let n = 0; n < 50; n++) {
      served.recorder.log({ kind: 'error', message: 'x'.repeat(1_000) });
    }

    expect(await send(served.console.url)).toMatchObject({ status: 200 });
    leave.abort();
  });
});
