export { AssemblyError } from './assembly/read-assembly.ts';
export { PortTakenError, startGateway } from './gateway.ts';
export type { Endpoint, Gateway, GatewayOptions } from './gateway.ts';
export type { Log, LogEntry, RequestEntry } from './log.ts';
