import { callerAdvice } from './callers.ts';
import type { Advice, AdviceEntry, ServedFrontDoor } from './entry.ts';
import { integrationAdvice } from './integrations.ts';
import { resultAdvice } from './results.ts';

/** The advice for a reason that a front door gave; `undefined` for one that says everything itself. */
export function adviceFor(frontDoor: ServedFrontDoor, reason: string): Advice | undefined {
  const entry = entries.find(
    ({ reasons, frontDoors }) =>
      reasons.test(reason) && (frontDoors === undefined || frontDoors.includes(frontDoor)),
  );
  return entry && { clause: entry.clause, meaning: entry.meaning, fix: entry.fix };
}

const entries: readonly AdviceEntry[] = [...resultAdvice, ...integrationAdvice, ...callerAdvice];
