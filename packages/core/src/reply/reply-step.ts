import type { LazyRequest } from '../request/lazy-request.ts';
import type { ShapedReply } from './shaped-reply.ts';

/** Changes a reply before it becomes a result. */
export type ReplyStep = (
  reply: ShapedReply,
  request: LazyRequest,
) => ShapedReply | Promise<ShapedReply>;
