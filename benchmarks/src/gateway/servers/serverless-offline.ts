// @ts-expect-error -- it comes without types
import ServerlessOffline from 'serverless-offline';

import { handlerModule } from '../app.ts';

/**
 * serverless-offline in its default mode (worker threads). Its plugin runs here without the framework, whose version 4
 * asks for an account: it is given what the framework would have read from a `serverless.yml`.
 */
const [port, folder] = process.argv.slice(2);
const proxy = {
  handler: `${handlerModule}.proxy`,
  name: 'bench-v1-proxy',
  events: [{ http: { path: 'proxy', method: 'post' } }],
};
const service = {
  service: 'bench',
  custom: {},
  functions: { proxy },
  provider: { name: 'aws', runtime: 'nodejs24.x', stage: 'v1', region: 'eu-west-1' },
  getAllFunctions: () => ['proxy'],
  getFunction: () => proxy,
  getAllEventsInFunction: () => proxy.events,
};
const host = { service, serviceDir: folder, config: { servicePath: folder } };
const print = (text = '') => void process.stderr.write(`${text}\n`);
const silent = () => {};
const log = {
  debug: silent,
  info: silent,
  verbose: silent,
  notice: print,
  warning: print,
  error: print,
};

const plugin = new ServerlessOffline(host, { httpPort: Number(port), lambdaPort: 0 }, { log });
await plugin.hooks['offline:start']();
