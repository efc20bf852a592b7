export { AssemblyError } from './assembly/read-assembly.ts';
export { findFault, type SampleAnswer } from './cli/invoke-sample.ts';
export { formatComparison } from './cli/print.ts';
export { readSamples, type Sample } from './cli/samples.ts';
export { PortTakenError, startGateway } from './gateway.ts';
export type { Endpoint, Gateway, GatewayOptions } from './gateway.ts';
export type { Log, LogEntry, RequestEntry } from './log.ts';
export type { Trace, TracedRoute } from './trace.ts';
