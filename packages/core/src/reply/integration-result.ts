import { IntegrationError } from '../errors/errors.ts';
import type { ShapedReply } from './shaped-reply.ts';
import { toJoined } from './to-lists.ts';
import { warnOnce } from '../log/warn-once.ts';

/**
 * A reply as the result of a non-proxy `AWS` integration. Below 400 it is the value alone, text for text and base64 for
 * bytes, since an envelope would be shown to the client (REQ-42); the integration response says the status, which is
 * 200. From 400 on it is an error to fail with, whose message the integration responses turn back into status, headers
 * and body (REQ-31).
 */
export function toIntegrationResult(reply: ShapedReply): unknown {
  const { statusCode, headers, cookies, body, value } = reply;
  const isError = statusCode >= 400;
  if (cookies.length > (isError ? 1 : 0)) warnOnce(lostCookies);
  if (isError) {
    const [cookie] = cookies;
    // One text per name: a response template cannot set a header twice (REQ-27). JSON has no member for no cookie.
    const singles = { ...toJoined(headers), 'set-cookie': cookie };
    return new IntegrationError(JSON.stringify({ statusCode, headers: singles, body }));
  }
  if (statusCode !== 200 && statusCode !== 204) {
    warnOnce(lostStatus);
  }
  if (value !== undefined) return value;
  return statusCode === 204 ? null : body;
}

const lostCookies =
  'cookies are left out behind an AWS integration, but for the first one of a status from 400 on';
const lostStatus =
  'a status below 400 becomes 200 behind an AWS integration, whose default response has that status';
