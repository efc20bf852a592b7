import type { MethodSettings } from '../mapping/method-settings.ts';

/** What the console's server and its page say to each other, as JSON. */

/** `GET /api/apis` */
export interface ApisView {
  readonly apis: readonly ApiView[];
  readonly diagnostics: readonly {
    readonly stack: string;
    readonly logicalId: string;
    readonly message: string;
  }[];
  /** Methods that are served but not listed, as there are too many. */
  readonly omitted: number;
}

export interface ApiView {
  readonly id: string;
  readonly frontDoor: FrontDoor;
  readonly stack: string;
  readonly name: string;
  readonly stages: readonly StageView[];
  readonly resources: readonly ResourceView[];
}

/** What an API is. */
export type FrontDoor = 'rest-api' | 'http-api' | 'function-url' | 'alb';

export interface StageView {
  readonly name: string;
  /** `http://localhost:3000/v1` */
  readonly url: string;
}

export interface ResourceView {
  readonly path: string;
  readonly methods: readonly MethodView[];
}

export interface MethodView {
  /** Logical id in the template. */
  readonly id: string;
  readonly httpMethod: string;
  /** What it is served as: `AWS_PROXY`, `AWS`, `MOCK` … */
  readonly integrationType: string;
  /** What the template says. */
  readonly declaredType: string;
  /** What a REST API knows of it. */
  readonly details?: MethodDetails;
}

export interface MethodDetails {
  readonly authorizationType: string;
  readonly apiKeyRequired: boolean;
  readonly validateBody: boolean;
  readonly validateParameters: boolean;
  readonly functionName?: string;
  readonly timeoutInMillis: number;
  readonly settings: MethodSettings;
}

/** `POST /api/override`; without a type the method is served as its template says again. */
export interface OverrideRequest {
  readonly apiId: string;
  readonly methodId: string;
  readonly type?: IntegrationOverride;
}

/** What the box *Use Lambda proxy integration* chooses between. */
export type IntegrationOverride = 'AWS' | 'AWS_PROXY';

/** A request as a person writes it: `POST /api/send`. */
export interface SendRequest {
  readonly apiId: string;
  readonly stage: string;
  readonly method: string;
  /** Below the stage, with its query: `/hello?name=Ada`. */
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export interface SentView {
  readonly response: ResponseView;
  /** Absent when the gateway refused before any API saw the request. */
  readonly trace?: TraceView;
}

/** `POST /api/compare`: one request to two places. */
export interface CompareRequest {
  readonly left: CompareSide;
  readonly right: CompareSide;
  /** Its path is the one of a side where that has one. */
  readonly request: Omit<SendRequest, 'apiId' | 'stage'>;
}

export interface CompareSide {
  readonly apiId: string;
  readonly stage: string;
  /** Below the stage, with its query. */
  readonly path?: string;
  /** Sends with the box of this method on or off. */
  readonly override?: { readonly methodId: string; readonly type: IntegrationOverride };
}

export interface ComparedView {
  readonly left: SentView;
  readonly right: SentView;
}

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
  readonly authorizer?: AuthorizerView;
  /** What went to the function. */
  readonly event?: BodyView;
  readonly invocation?: InvocationView;
  readonly response: ResponseView;
  /** In the words of API Gateway's execution log (REST-70); of REST APIs. */
  readonly executionLog: readonly string[];
  readonly timings: readonly TimingView[];
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

/** `GET /api/functions` */
export interface FunctionsView {
  readonly functions: readonly FunctionView[];
  /** Notices and errors of the gateway, also of its last reloads; the newest first. */
  readonly messages: readonly MessageView[];
}

export interface MessageView {
  readonly time: number;
  readonly kind: 'notice' | 'error';
  readonly message: string;
}

export interface FunctionView {
  readonly name: string;
  readonly stack: string;
  readonly handler: string;
  readonly runtime: string;
  readonly memorySize: number;
  readonly timeout: number;
  /** Names alone: values never leave the gateway. */
  readonly environmentNames: readonly string[];
  /** How many builds have run so far. */
  readonly generation: number;
  readonly environments: readonly EnvironmentView[];
  readonly usage: FunctionUsage;
}

export interface EnvironmentView {
  readonly id: string;
  readonly status: string;
  readonly invocations: number;
  readonly pid?: number;
  readonly maxMemoryUsedMb?: number;
}

/** What the requests so far say of a function. */
export interface FunctionUsage {
  readonly invocations: number;
  readonly coldStarts: number;
  readonly errors: number;
  readonly lastError?: {
    readonly time: number;
    /** Its request in the live log. */
    readonly traceId: string;
    readonly errorType: string;
    readonly errorMessage: string;
    /** Source-mapped where the bundle has a source map. */
    readonly stack: readonly string[];
  };
}

/** `POST /api/render` */
export interface RenderRequest {
  readonly apiId: string;
  readonly stage: string;
  readonly template: string;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

export type RenderedView =
  | { readonly text: string; readonly route?: string }
  | { readonly error: string; readonly route?: string };
