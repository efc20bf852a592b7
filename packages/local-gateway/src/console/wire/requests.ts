import type { IntegrationOverride } from './apis.ts';
import type { ResponseView, TraceView } from './traces.ts';

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
