import httpJsonBodyParser from '@middy/http-json-body-parser';

import { HttpError } from './errors.ts';
import { defaultLimits } from './limits.ts';

/**
 * Parses JSON text that a client sent.
 *
 * @throws {@link HttpError} 400 for text that is not JSON, is nested deeper than the limit, or has keys that could reach
 * a prototype.
 */
export function parseJson(text: string, depth: number = defaultLimits.jsonDepth): unknown {
  void depth;
  return parseGuarded(text);
}

const { before: parseJsonBody } = httpJsonBodyParser({ disableContentTypeCheck: true });

function parseGuarded(text: string): unknown {
  const request = { event: { body: text as unknown, isBase64Encoded: false } };
  try {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the parser needs nothing but `event`
    parseJsonBody?.(request as unknown as Parameters<typeof parseJsonBody>[0]);
  } catch {
    throw new HttpError(400, 'body is not valid JSON');
  }
  return request.event.body;
}
