import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A server of the comparison: a program that is given a port and the folder of the app. */
export interface Contender {
  readonly name: string;
  /** Arguments of `node`. */
  readonly command: (port: number, folder: string) => readonly string[];
  /** Where it serves the job. */
  readonly path: string;
}

/** The first one is what the others are measured by. */
export const contenders: readonly [Contender, ...Contender[]] = [
  {
    name: 'bare node:http',
    command: (port) => [server('bare'), String(port)],
    path: '/v1/proxy',
  },
  {
    name: 'bare node:http and a function',
    command: (port) => [server('bare-with-function'), String(port)],
    path: '/v1/proxy',
  },
  { name: 'local-gateway, aws_proxy', command: gateway, path: '/v1/proxy' },
  { name: 'local-gateway, aws', command: gateway, path: '/v1/aws' },
  {
    name: 'serverless-offline, aws_proxy',
    command: (port, folder) => [server('serverless-offline'), String(port), folder],
    path: '/v1/proxy',
  },
];

function server(name: string): string {
  return join(import.meta.dirname, 'servers', `${name}.ts`);
}

/** As it is installed: built, by its own command line, printing a line for each request. */
function gateway(port: number, folder: string): readonly string[] {
  const main = import.meta.resolve('@org/local-gateway/package.json');
  const program = fileURLToPath(new URL('bin/local-gateway.mjs', main));
  return [program, folder, '--port', String(port), '--no-watch'];
}
