export {
  HttpError,
  type HttpErrorOptions,
  IntegrationError,
  UnrecognizedEventError,
} from './errors.ts';
export {
  type HandlerChainOptions,
  proxyHandler,
  type ProxyHandler,
  type RequestHandler,
} from './handler.ts';
export type { HeaderLine, HeaderValue, ReplyHeaders } from './header-lines.ts';
export type {
  ClientCertificate,
  CognitoIdentity,
  IamIdentity,
  Identity,
  JwtIdentity,
  LambdaIdentity,
  MtlsIdentity,
  NoIdentity,
} from './identity.ts';
export type { LambdaEnvelope } from './lambda-envelope.ts';
export type {
  VpcLatticeEvent,
  VpcLatticeEventV1,
  VpcLatticeRequestContext,
} from './lattice-event.ts';
export type { LazyRequest } from './lazy-request.ts';
export type { Limits } from './limits.ts';
export type { ProxyMiddleware } from './middlewares/middleware.ts';
export { proxyBodyParser } from './middlewares/proxy-body-parser.ts';
export { proxyErrorHandler } from './middlewares/proxy-error-handler.ts';
export { proxyEventNormalizer } from './middlewares/proxy-event-normalizer.ts';
export { proxyMiddlewares, type ProxyOptions } from './middlewares/proxy-middlewares.ts';
export { proxyResponseSerializer } from './middlewares/proxy-response-serializer.ts';
export { type AnySchemas, proxyValidator } from './middlewares/proxy-validator.ts';
export { reply, type Reply, type ReplyInit } from './reply.ts';
export type { RequestOptions } from './request-options.ts';
export type { RequestSchemas, ResponseSchema, Returned, TypedRequest } from './request-schemas.ts';
export type {
  ProxyRequest,
  RequestFrom,
  RequestMembers,
  SourceEvents,
  SourceName,
  TextListMap,
  TextMap,
  WebsocketEvent,
} from './request.ts';
export type { HandlerOptions } from './run-handler.ts';
export { type SetCookie, toSetCookie } from './set-cookie.ts';
export type { ByteStream, ShapedReply } from './shaped-reply.ts';
export { detectSource, sources } from './sources/sources.ts';
export type { ProxySource } from './sources/source.ts';
export type { SchemaIssue, SchemaResult, StandardSchema } from './standard-schema.ts';
