export type { AccessLogEntry, AccessLogOptions } from './log/access-log.ts';
export type { CorsPolicy } from './cors/cors-headers.ts';
export type { CorsOrigins } from './cors/cors-origins.ts';
export {
  HttpError,
  type HttpErrorOptions,
  IntegrationError,
  UnrecognizedEventError,
} from './errors/errors.ts';
export {
  type HandlerChainOptions,
  proxyHandler,
  type ProxyHandler,
  type RequestHandler,
} from './handler.ts';
export type { HeaderLine, HeaderValue, ReplyHeaders } from './reply/header-lines.ts';
export type {
  ClientCertificate,
  CognitoIdentity,
  IamIdentity,
  Identity,
  JwtIdentity,
  LambdaIdentity,
  MtlsIdentity,
  NoIdentity,
} from './request/identity.ts';
export type { LambdaEnvelope } from './request/lambda-envelope.ts';
export type {
  VpcLatticeEvent,
  VpcLatticeEventV1,
  VpcLatticeRequestContext,
} from './request/lattice-event.ts';
export type { LazyRequest } from './request/lazy-request.ts';
export type { Limits } from './request/limits.ts';
export type { ErrorLogEntry, LogError } from './log/log-error.ts';
export type { ProxyMiddleware } from './chain/middleware.ts';
export { proxyBodyParser } from './middlewares/proxy-body-parser.ts';
export { proxyCors, type CorsOptions } from './middlewares/proxy-cors.ts';
export { type ErrorHandlerOptions, proxyErrorHandler } from './middlewares/proxy-error-handler.ts';
export { proxyEventNormalizer } from './middlewares/proxy-event-normalizer.ts';
export {
  type ParserOptions,
  proxyMiddlewares,
  type ProxyOptions,
  type ReplyHeaderOptions,
} from './middlewares/proxy-middlewares.ts';
export { proxyRequestId } from './middlewares/proxy-request-id.ts';
export {
  proxyResponseSerializer,
  type ResponseSerializerOptions,
} from './middlewares/proxy-response-serializer.ts';
export {
  proxySecurityHeaders,
  type SecurityHeadersOptions,
} from './middlewares/proxy-security-headers.ts';
export { type AnySchemas, proxyValidator } from './middlewares/proxy-validator.ts';
export { noContent } from './reply/no-content.ts';
export type { ErrorShape } from './errors/problem.ts';
export { redirect, type RedirectOptions } from './reply/redirect.ts';
export type { Reply } from './reply/make-reply.ts';
export { reply, type ReplyInit } from './reply/reply.ts';
export type { RequestOptions } from './request/request-options.ts';
export type {
  RequestSchemas,
  ResponseSchema,
  Returned,
  TypedRequest,
} from './request/request-schemas.ts';
export type {
  ProxyRequest,
  RequestFrom,
  RequestMembers,
  SourceEvents,
  SourceName,
  TextListMap,
  TextMap,
  WebsocketEvent,
} from './request/request.ts';
export type { HandlerOptions } from './chain/inner-handler.ts';
export { sse, type ServerSentEvent } from './reply/sse.ts';
export { type SetCookie, toSetCookie } from './reply/set-cookie.ts';
export type { ByteStream, ShapedReply } from './reply/shaped-reply.ts';
export { detectSource, sources } from './sources/sources.ts';
export type { ProxySource } from './sources/source.ts';
export type { ReplyStep } from './reply/reply-step.ts';
export type { SchemaIssue, SchemaResult, StandardSchema } from './request/standard-schema.ts';
