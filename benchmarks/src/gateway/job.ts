/** The request of the comparison: `POST` with a small JSON body, as a person would send it. */
export const job = {
  headers: {
    accept: 'application/json',
    'content-type': 'application/json',
    'user-agent': 'benchmark/1.0',
    'x-agent': 'bench',
  },
  body: JSON.stringify({ message: 'Hello World' }),
} as const;

/** What is wrong with an answer; nothing when it is the body that was sent. */
export function faultOf(statusCode: number | undefined, body: string): string | undefined {
  if (statusCode !== 200) return `found status ${statusCode}, expected 200`;
  return body === job.body ? undefined : `found the body ${body}, expected ${job.body}`;
}
