import { describeValue, isJsonObject, type JsonObject } from '../front-doors/json.ts';
import { parseJson } from '../front-doors/payload.ts';
import type { InvocationResult } from '../invocation.ts';

/** An authorizer's answer, kept as it was given: its policy is evaluated anew for each request (GW-20). */
export interface AuthorizerAnswer {
  readonly principalId: string;
  readonly policyDocument: unknown;
  readonly context: JsonObject | undefined;
  /** The API key under `ApiKeySourceType: AUTHORIZER`. */
  readonly usageIdentifierKey?: string;
}

/** `{ isAuthorized, context }` (HTTP2-20). */
export interface SimpleAnswer {
  readonly isAuthorized: boolean;
  readonly context: JsonObject | undefined;
}

/** Why an authorizer gave no answer: it said `Unauthorized`, it failed, or what it gave is none. */
export interface NoAnswer {
  readonly failed: 'unauthorized' | 'error' | 'malformed';
  readonly reason: string;
}

/** Reads a policy answer; context values must be text, numbers or booleans where `plainContext` says so (REST-20). */
export function readPolicyAnswer(
  result: InvocationResult,
  { plainContext }: { readonly plainContext: boolean },
): AuthorizerAnswer | NoAnswer {
  const value = readObject(result);
  if ('failed' in value) return value;
  const { principalId, policyDocument, context, usageIdentifierKey } = value.object;
  if (typeof principalId !== 'string') {
    return malformed(`"principalId" is ${describeValue(principalId)}, expected a string`);
  }
  if (!isJsonObject(policyDocument)) {
    return malformed(`"policyDocument" is ${describeValue(policyDocument)}, expected an object`);
  }
  if (context !== undefined && context !== null && !isJsonObject(context)) {
    return malformed(`"context" is ${describeValue(context)}, expected an object`);
  }
  const nested = Object.entries(context ?? {}).find(([, member]) => typeof member === 'object');
  if (plainContext && nested !== undefined) {
    return malformed(
      `"context" has ${describeValue(nested[1])} as "${nested[0]}", expected a string, a number or a boolean`,
    );
  }
  return {
    principalId,
    policyDocument,
    context: context ?? undefined,
    ...(typeof usageIdentifierKey === 'string' && { usageIdentifierKey }),
  };
}

/** Reads a simple answer. */
export function readSimpleAnswer(result: InvocationResult): SimpleAnswer | NoAnswer {
  const value = readObject(result);
  if ('failed' in value) return value;
  const { isAuthorized, context } = value.object;
  if (typeof isAuthorized !== 'boolean') {
    return malformed(`"isAuthorized" is ${describeValue(isAuthorized)}, expected true or false`);
  }
  return { isAuthorized, context: isJsonObject(context) ? context : undefined };
}

function readObject({
  payload,
  functionError,
}: InvocationResult): { readonly object: JsonObject } | NoAnswer {
  const value = parseJson(payload);
  if (functionError !== undefined) {
    const message = isJsonObject(value) ? value['errorMessage'] : undefined;
    const reason = `the authorizer failed: ${typeof message === 'string' ? message : payload.slice(0, 200)}`;
    // GW-15: this text alone, to the letter.
    return { failed: message === 'Unauthorized' ? 'unauthorized' : 'error', reason };
  }
  return isJsonObject(value)
    ? { object: value }
    : malformed(`the authorizer gave ${describeValue(value)}, expected an object`);
}

function malformed(reason: string): NoAnswer {
  return { failed: 'malformed', reason: `malformed answer of the authorizer: ${reason}` };
}
