import { toApisView } from './apis-view.ts';
import { BadRequestError } from './bad-request.ts';
import { compare } from './compare.ts';
import type { EventHub } from './event-hub.ts';
import { toFunctionsView } from './functions-view.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { override } from './override.ts';
import type { Input } from './read-input.ts';
import { render } from './render.ts';
import { replay, traceViewOf, tryIt, type TryItContext } from './try-it.ts';

/** Answers the page: by method and path, with JSON. What changes anything is a `POST`. */
export type ConsoleApi = Readonly<Record<string, (input: Input) => unknown>>;

export function consoleApi(context: TryItContext, events: EventHub): ConsoleApi {
  const { gateway, recorder } = context;
  // A comparison switches methods for the time of a request.
  const switching = oneAtATime();
  return {
    'GET /api/apis': () => toApisView(gateway),
    'GET /api/functions': () => toFunctionsView(gateway, recorder),
    'GET /api/request': ({ id }) => {
      const trace = recorder.trace(String(id));
      if (trace === undefined)
        throw new BadRequestError('found no such request, it may have been dropped');
      return traceViewOf(context, trace);
    },
    'POST /api/send': (input) => tryIt(context, input),
    'POST /api/replay': (input) => replay(context, input),
    'POST /api/compare': (input) => switching(() => compare(context, input)),
    'POST /api/render': (input) => render(gateway, input),
    'POST /api/override': (input) =>
      switching(() => {
        override(gateway, input);
        events.changed();
        return {};
      }),
  };
}
