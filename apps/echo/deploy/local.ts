import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startControlPlane } from '@org/local-gateway/control-plane';

// The same deploy as ever, in a process of its own, led to a control plane on this machine.
const controlPlane = await startControlPlane({ stepMs: 40 });
process.stderr.write(`a control plane on this machine stands in for AWS at ${controlPlane.url}\n`);
const withoutAws = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')),
);
const deploy = spawn(
  process.execPath,
  [...process.execArgv, `${import.meta.dirname}/main.ts`, 'deploy', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...withoutAws, ...controlPlane.environment } },
);
const [exitCode] = await once(deploy, 'exit');
await controlPlane.close();
process.exitCode = typeof exitCode === 'number' ? exitCode : 1;
