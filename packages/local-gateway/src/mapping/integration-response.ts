import { javaMatches } from './java-regex.ts';
import type { IntegrationResponseSettings, MethodSettings } from './method-settings.ts';
import { configurationError, isRefusal, type Refusal } from './refusal.ts';

/** What an integration answered, as far as the choice of an integration response needs it. */
export type IntegrationOutcome =
  /** A function returned (REQ-30). */
  | { readonly kind: 'success' }
  /** A function failed; `message` is its `errorMessage` (REQ-31). */
  | { readonly kind: 'function-error'; readonly message: string }
  /** An HTTP backend (REQ-35) or a mock (REQ-59) gave a status. */
  | { readonly kind: 'http' | 'mock'; readonly statusCode: number };

/** Chooses the integration response (REQ-30..REQ-36, REQ-59), or refuses with 500 and says why. */
export function chooseIntegrationResponse(
  method: Pick<MethodSettings, 'MethodResponses' | 'Integration'>,
  outcome: IntegrationOutcome,
): IntegrationResponseSettings | Refusal {
  const chosen = select(method.Integration.IntegrationResponses, outcome);
  if (isRefusal(chosen)) return chosen;
  if (method.MethodResponses.some(({ StatusCode }) => StatusCode === chosen.StatusCode)) {
    return chosen;
  }
  // REQ-36
  return configurationError(
    `integration response ${chosen.StatusCode} has no method response, expected one of the same status among ${statuses(method.MethodResponses)}`,
  );
}

function select(
  responses: readonly IntegrationResponseSettings[],
  outcome: IntegrationOutcome,
): IntegrationResponseSettings | Refusal {
  const text = textToMatch(outcome);
  const ordered = inStatusOrder(responses);
  const matching: IntegrationResponseSettings[] = [];
  if (text !== undefined) {
    for (const response of ordered) {
      if (response.SelectionPattern === '') continue;
      const matches = javaMatches(response.SelectionPattern, text);
      if (typeof matches !== 'boolean') {
        return configurationError(
          `selection pattern of integration response ${response.StatusCode}: ${matches.error}`,
        );
      }
      if (matches) matching.push(response);
    }
  }
  // REQ-59: of several matches a mock takes the one whose own status it is; REQ-34 is open, so the lowest status.
  const own =
    outcome.kind === 'mock' ? matching.find(({ StatusCode }) => StatusCode === text) : undefined;
  const chosen =
    own ?? matching[0] ?? ordered.find(({ SelectionPattern }) => SelectionPattern === '');
  if (chosen !== undefined) return chosen;
  // REQ-33
  return configurationError(
    responses.length === 0
      ? 'integration has no integration responses, expected at least a default one (without selection pattern)'
      : `no match for output mapping and no default integration response: ${describe(outcome)}, patterns ${responses
          .map(({ SelectionPattern }) => SelectionPattern)
          .join(' | ')}`,
  );
}

function textToMatch(outcome: IntegrationOutcome): string | undefined {
  if (outcome.kind === 'success') return undefined;
  return outcome.kind === 'function-error' ? outcome.message : String(outcome.statusCode);
}

function inStatusOrder(
  responses: readonly IntegrationResponseSettings[],
): IntegrationResponseSettings[] {
  return responses.toSorted((a, b) => Number(a.StatusCode) - Number(b.StatusCode));
}

function describe(outcome: IntegrationOutcome): string {
  if (outcome.kind === 'success') return 'function succeeded';
  if (outcome.kind === 'function-error') return `error message ${JSON.stringify(outcome.message)}`;
  return `status ${outcome.statusCode}`;
}

function statuses(responses: readonly { StatusCode: string }[]): string {
  return responses.length === 0 ? 'none' : responses.map(({ StatusCode }) => StatusCode).join(', ');
}
