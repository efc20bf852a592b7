import type { FrontDoor } from './apis.ts';

/** One line of the live log. */
export interface RowView {
  /** The request id. */
  readonly id: string;
  /** Epoch milliseconds. */
  readonly time: number;
  readonly method: string;
  readonly target: string;
  readonly statusCode: number;
  readonly durationMs: number;
  readonly stack: string;
  readonly api: string;
  readonly integrationType?: string;
  readonly functionName?: string;
  readonly coldStart?: boolean;
  readonly environmentId?: string;
  readonly reason?: string;
}

/** The first event of `GET /api/events`; each later one is a {@link RowView} or says that something changed. */
export interface BacklogView {
  readonly rows: readonly RowView[];
  readonly dropped: number;
}

/** Bytes as text. */
export interface BodyView {
  readonly text: string;
  /** The bytes are no text. */
  readonly base64: boolean;
  readonly bytes: number;
  /** Only the beginning is here. */
  readonly truncated: boolean;
}

export interface ResponseView {
  readonly statusCode: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: BodyView;
  /** Only what came first was kept. */
  readonly streamed: boolean;
  /** Why the gateway refused. */
  readonly reason?: string;
}

/** `GET /api/request?id=` */
export interface TraceView {
  readonly row: RowView;
  readonly frontDoor: FrontDoor;
  readonly request: {
    readonly method: string;
    readonly target: string;
    readonly headers: readonly (readonly [name: string, value: string])[];
    readonly body: BodyView;
    readonly sourceIp: string;
  };
  readonly route?: {
    readonly stage: string;
    readonly resourcePath: string;
    readonly httpMethod: string;
    readonly integrationType: string;
    readonly functionName?: string;
  };
  /** Where its API is served: `http://localhost:3000`. */
  readonly origin?: string;
  readonly apiId?: string;
  /** What else there is to know: an authorizer's cached answer, a declared test identity. */
  readonly notes: readonly string[];
  /** What the reason of the response means, and what to do about it. */
  readonly advice?: AdviceView;
  readonly authorizer?: AuthorizerView;
  /** What went to the function. */
  readonly event?: BodyView;
  readonly invocation?: InvocationView;
  readonly response: ResponseView;
  /** In the words of API Gateway's execution log (REST-70); of REST APIs. */
  readonly executionLog: readonly string[];
  readonly timings: readonly TimingView[];
}

export interface AdviceView {
  readonly meaning: string;
  readonly fix: string;
}

/** The Lambda authorizer that was asked. */
export interface AuthorizerView {
  readonly functionName: string;
  readonly event: BodyView;
  readonly invocation?: InvocationView;
}

export interface InvocationView {
  readonly requestId: string;
  readonly environmentId: string;
  readonly coldStart: boolean;
  readonly durationMs: number;
  readonly initDurationMs?: number;
  readonly functionError: boolean;
  readonly result: BodyView;
  readonly log: readonly string[];
}

export interface TimingView {
  readonly name: 'gateway' | 'init' | 'function';
  readonly milliseconds: number;
}
