export type { AlarmOptions } from './alarms.ts';
export { ApiGatewayAccount } from './api-gateway-account.ts';
export { EchoApi, type EchoApiProps } from './echo-api.ts';
export type { ProxyEndpoint } from './endpoint.ts';
export { envelopeRequestTemplate } from './mapping-templates.ts';
export { ProxyAlbTarget, type ProxyAlbTargetProps } from './proxy-alb-target.ts';
export { ProxyFunctionUrl, type ProxyFunctionUrlProps } from './proxy-function-url.ts';
export {
  ProxyFunction,
  type ProxyFunctionOptions,
  type ProxyFunctionProps,
} from './proxy-function.ts';
export type { ProxyRestApiOptions } from './proxy-rest-api-options.ts';
export { ProxyRestApi, type ProxyRestApiProps } from './proxy-rest-api.ts';
export { ProxyHttpApi, type ProxyHttpApiProps } from './proxy-http-api.ts';
