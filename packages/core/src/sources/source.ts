import type { LazyRequest } from '../request/lazy-request.ts';
import type { RequestOptions } from '../request/request-options.ts';
import type { SourceName } from '../request/request.ts';
import type { ShapedReply } from '../reply/shaped-reply.ts';

/** One front door: the only place that knows its event and its result. */
export interface ProxySource<
  Event = unknown,
  Result = unknown,
  Name extends SourceName = SourceName,
> {
  readonly name: Name;
  /** Whether an event comes from this front door; no event matches two. */
  matches(event: unknown): boolean;
  /** The event as a request; nothing is computed before it is read, and the event is never changed. */
  toRequest(event: Event, options?: RequestOptions): LazyRequest<Name>;
  /** A reply in the exact envelope that this front door accepts for that event. */
  toResult(reply: ShapedReply, event: Event): Result;
  /**
   * The most bytes that the JSON of a result may have.
   *
   * @default 6_291_556, Lambda's own limit (RT-7)
   */
  readonly maxResultBytes?: number;
  /**
   * Whether results may go out as they come, metadata first (STRM-3, FURL-20).
   *
   * @default false
   */
  readonly streams?: boolean;
}
