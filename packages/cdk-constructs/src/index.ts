export { EchoApi, type EchoApiProps } from './echo-api.ts';
export { ProxyFunction, type ProxyFunctionProps } from './proxy-function.ts';
export { ProxyRestApi, type ProxyRestApiProps } from './proxy-rest-api.ts';
