import type { MethodSettings } from '../../mapping/method-settings.ts';

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
