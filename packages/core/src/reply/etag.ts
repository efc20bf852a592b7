import { type HeaderLine, hasHeader } from './header-lines.ts';
import type { ShapedReply } from './shaped-reply.ts';
import type { ReplyStep } from './reply-step.ts';

/**
 * Gives a 200 to a GET or HEAD a weak `etag` of its body, and answers 304 when the client has it already (RFC 9110,
 * 13.1.2); an `etag` of the handler's counts.
 */
export const addEtag: ReplyStep = (reply, request) => {
  if (reply.statusCode !== 200) return reply;
  const { method, source } = request;
  // Their clients are told neither a header nor the status 304: they would take no body for the body.
  if (source === 'lambda' || source === 'websocket') return reply;
  if (method !== 'GET' && method !== 'HEAD') return reply;
  // The stream of a HEAD is not read: nobody knows what its GET would be tagged with.
  const isKnown = hasHeader(reply.headers, 'etag') || reply.stream !== undefined;
  const tagged = isKnown ? reply : withEtag(reply);
  const wanted = request.header('if-none-match');
  return wanted !== undefined && matches(wanted, tagged) ? notModified(tagged) : tagged;
};

function withEtag(reply: ShapedReply): ShapedReply {
  // Asked for here: loading `node:crypto` takes 4 ms.
  const { createHash } = process.getBuiltinModule('node:crypto');
  const hash = createHash('sha256').update(reply.body).digest('base64url').slice(0, 27);
  return { ...reply, headers: [...reply.headers, ['etag', `W/"${hash}"`]] };
}

// Weak comparison (RFC 9110, 8.8.3.2).
function matches(wanted: string, { headers }: ShapedReply): boolean {
  if (wanted.trim() === '*') return true;
  const tags = Array.from(wanted.matchAll(/"[^"]*"/g), ([tag]) => tag);
  return headers.some(
    ([name, value]) => name === 'etag' && tags.includes(value.replace(/^W\//, '')),
  );
}

function notModified(reply: ShapedReply): ShapedReply {
  const headers = reply.headers.filter((line) => !describesBody(line));
  return { ...reply, statusCode: 304, headers, body: '', isBase64Encoded: false, value: undefined };
}

function describesBody([name]: HeaderLine): boolean {
  return (
    name.startsWith('content-') && name !== 'content-location' && name !== 'content-security-policy'
  );
}
