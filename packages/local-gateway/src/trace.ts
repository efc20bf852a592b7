import type { StackEnvironment } from './assembly/physical-ids.ts';
import type { Advice, ServedFrontDoor } from './advice/entry.ts';
import type { Exchange } from './exchange.ts';
import type { FrontDoorResponse, HttpRequest } from './http.ts';
import type { InvocationResult } from './invocation.ts';

/** What happened to one request on its way through a front door, for the console and the verbose log. */
export interface Trace {
  readonly exchange: Exchange;
  readonly frontDoor: ServedFrontDoor;
  readonly stack: string;
  /** Of the stack. @default this machine's own */
  readonly environment?: StackEnvironment;
  /** The API's name. */
  readonly api: string;
  /** The API's id; of REST APIs. */
  readonly apiId?: string;
  readonly request: HttpRequest;
  /** What served it; absent when nothing did. */
  readonly route?: TracedRoute;
  /** What went to the function: the event, or the rendered request template. */
  readonly payload?: string;
  readonly invocation?: InvocationResult;
  /** The Lambda authorizer that was asked; absent when there is none, or when the cache had its answer. */
  readonly authorizer?: TracedInvocation;
  /** What else there is to know: an authorizer's cached answer, a declared test identity. */
  readonly notes?: readonly string[];
  /** What the reason of the response means, and what to do about it. */
  readonly advice?: Advice;
  readonly response: FrontDoorResponse;
  /** Milliseconds from the request to the response. */
  readonly durationMs: number;
}

/** The method or route that served a request. */
export interface TracedRoute {
  readonly stage: string;
  /** `/users/{id}`, or the route key of an HTTP API. */
  readonly resourcePath: string;
  /** As declared: a verb or `ANY`. */
  readonly httpMethod: string;
  /** `AWS_PROXY`, `AWS`, `MOCK` … */
  readonly integrationType: string;
  readonly functionName?: string;
  /** As matched, still percent-encoded. */
  readonly pathParameters?: Readonly<Record<string, string>>;
}

/** An invocation beside the one that serves the request. */
export interface TracedInvocation {
  readonly functionName: string;
  readonly payload: string;
  /** Absent when Invoke refused. */
  readonly invocation?: InvocationResult;
}
