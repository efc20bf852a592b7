import type { JsonObject } from '../json.ts';

/** `requestContext.authorizer` of a Lambda authorizer: its context as strings (REST-19, REST-20). */
export function lambdaAuthorizer({
  principalId,
  integrationLatency,
  context = {},
}: {
  readonly principalId: string;
  /** Milliseconds; 0 for a cached answer. */
  readonly integrationLatency: number;
  /** Strings, numbers and booleans; nothing else is allowed in it. */
  readonly context?: Readonly<Record<string, string | number | boolean>>;
}): JsonObject {
  const entries = Object.entries(context).map(([name, value]) => [name, String(value)] as const);
  return { principalId, integrationLatency, ...Object.fromEntries(entries) };
}

/** `requestContext.authorizer` of a Cognito authorizer: strings, `exp` and `iat` as Java writes dates (REST-21). */
export function cognitoAuthorizer(claims: JsonObject): JsonObject {
  const entries = Object.entries(claims).map(([name, value]) => [name, claimText(name, value)]);
  return { claims: Object.fromEntries(entries) };
}

function claimText(name: string, value: unknown): string {
  if (DATES.has(name) && Number.isFinite(Number(value))) return javaDate(Number(value) * 1000);
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map(String).join(',') : JSON.stringify(value);
}

// `Tue Jun 18 15:00:04 UTC 2024`.
function javaDate(epochMilliseconds: number): string {
  const [weekday, date, month, year, time] = new Date(epochMilliseconds).toUTCString().split(/,? /);
  return `${weekday} ${month} ${date} ${time} UTC ${year}`;
}

const DATES: ReadonlySet<string> = new Set(['exp', 'iat']);
