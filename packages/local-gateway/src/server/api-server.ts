import type { HttpResponse } from '../http.ts';
import type { Log } from '../log.ts';
import type { Settings } from '../model/settings.ts';
import type { InvokeFunction } from './functions.ts';
import type { Respond } from './listen.ts';
import type { UsageCounters } from './usage-counters.ts';

/** One API, URL or listener, answering requests: route, event, invoke, result, response. */
export interface ApiServer {
  /** Bytes of body a request may have. */
  readonly bodyLimit: number;
  /** What AWS answers above {@link bodyLimit}. */
  readonly bodyTooLarge: HttpResponse;
  /** What AWS answers when more requests come than it serves at a time. */
  readonly tooBusy: HttpResponse;
  readonly respond: Respond;
  /** Forgets what was kept between requests: a reload is a deployment. */
  readonly reset?: () => void;
  /** Hosts that requests may name besides those of this machine. */
  readonly allowsHost?: (host: string) => boolean;
}

/** What the front doors work with. */
export interface ApiServices {
  readonly invoke: InvokeFunction;
  readonly log: Log;
  /** What `local-gateway.json` says now. */
  readonly settings: () => Settings;
  /** Of usage plans, which may be for several APIs. */
  readonly usage: UsageCounters;
}
