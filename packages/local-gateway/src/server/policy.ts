import { isJsonObject, type JsonObject } from '../front-doors/json.ts';
import { fitsWildcards } from './wildcards.ts';

/** What a policy says about one method or route. */
export type Decision = 'allow' | 'explicit deny' | 'implicit deny';

/**
 * Evaluates the policy of an authorizer for `execute-api:Invoke` on an ARN; `undefined` when it is no policy (GW-19).
 * Conditions are taken to hold: what they ask about is not known here.
 */
export function evaluatePolicy(document: unknown, arn: string): Decision | undefined {
  const statements = isJsonObject(document) ? toList(document['Statement']) : [];
  if (statements.length === 0 || !statements.every(isStatement)) return undefined;
  const fitting = statements.filter((statement) => fits(statement, arn));
  if (fitting.some(({ Effect }) => Effect === 'Deny')) return 'explicit deny';
  return fitting.length > 0 ? 'allow' : 'implicit deny';
}

function isStatement(value: unknown): value is JsonObject {
  return isJsonObject(value) && (value['Effect'] === 'Allow' || value['Effect'] === 'Deny');
}

function fits(statement: JsonObject, arn: string): boolean {
  return (
    covers(statement, 'Action', 'execute-api:Invoke', 'i') && covers(statement, 'Resource', arn, '')
  );
}

function covers(statement: JsonObject, key: string, text: string, flags: '' | 'i'): boolean {
  const isOne = (patterns: unknown) =>
    toList(patterns).some(
      (pattern) => typeof pattern === 'string' && fitsWildcards(pattern, text, flags),
    );
  const except = statement[`Not${key}`];
  return except === undefined ? isOne(statement[key]) : !isOne(except);
}

function toList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
