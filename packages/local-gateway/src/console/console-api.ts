import { toApisView } from './apis-view.ts';
import { BadRequestError } from './bad-request.ts';
import { compare } from './compare.ts';
import type { EventHub } from './event-hub.ts';
import { toFunctionsView } from './functions-view.ts';
import { override } from './override.ts';
import type { Input } from './read-input.ts';
import { render } from './render.ts';
import { replay, traceViewOf, tryIt, type TryItContext } from './try-it.ts';

/** Answers the page: by method and path, with JSON. What changes anything is a `POST`. */
export type ConsoleApi = Readonly<Record<string, (input: Input) => unknown>>;

export function consoleApi(context: TryItContext, events: EventHub): ConsoleApi {
  const { gateway, recorder } = context;
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
    'POST /api/compare': (input) => compare(context, input),
    'POST /api/render': (input) => render(gateway, input),
    'POST /api/override': (input) => {
      override(gateway, input);
      events.changed();
      return toApisView(gateway);
    },
  };
}
