/** What a refusal means in plain words, and what to do about it. */
export interface Advice {
  /** Clauses of how AWS behaves: `RESP-1`. */
  readonly clause: string;
  readonly meaning: string;
  readonly fix: string;
}

/** A front door that the gateway serves. */
export type ServedFrontDoor = 'rest-api' | 'http-api' | 'function-url' | 'alb';

/** Advice, and the reasons that it is for. */
export interface AdviceEntry extends Advice {
  readonly reasons: RegExp;
  /** @default all */
  readonly frontDoors?: readonly ServedFrontDoor[];
}
