/** The gateway answered with something else than what was asked for. */
export class CallError extends Error {
  override readonly name = 'CallError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** Asks the console's server, with the token of this page; throws a {@link CallError}. */
export async function call<Answer>(path: string, input?: object): Promise<Answer> {
  const response = await request(path, input === undefined ? {} : { input });
  const answer: unknown = await response.json();
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the server and this page are built from the same types
  return answer as Answer;
}

/** As {@link call}, before the body is read. */
export async function request(path: string, options: CallOptions): Promise<Response> {
  const { input, signal } = options;
  const response = await fetch(path, {
    method: input === undefined ? 'GET' : 'POST',
    headers: {
      'x-console-token': token(),
      ...(input !== undefined && { 'content-type': 'application/json' }),
    },
    ...(input !== undefined && { body: JSON.stringify(input) }),
    ...(signal && { signal }),
    cache: 'no-store',
  });
  if (!response.ok) throw new CallError(response.status, await messageOf(response));
  return response;
}

export interface CallOptions {
  readonly input?: object;
  readonly signal?: AbortSignal;
}

/** What went wrong, for a person to read. */
export function describeError(error: unknown): string {
  return error instanceof CallError ? error.message : 'the gateway cannot be reached';
}

function token(): string {
  return document.querySelector('meta[name="console-token"]')?.getAttribute('content') ?? '';
}

async function messageOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && 'error' in parsed)
      return String(parsed.error);
  } catch {
    // Plain text.
  }
  return text.trim() || `status ${response.status}`;
}
