import { serve } from './bare-server.ts';

/** The least there can be: answers the body of the request. */
serve((body, answer) => answer(body));
