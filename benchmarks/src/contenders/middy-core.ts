import middy from '@middy/core';

import { handler as raw } from './raw.ts';

/** The raw code in middy's core, without any middleware: what every handler that is built on middy starts from. */
export const handler = middy<Parameters<typeof raw>[0]>().handler(raw);
