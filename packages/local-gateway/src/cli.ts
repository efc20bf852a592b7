import { runCli } from './cli/run-cli.ts';

// Whoever reads the output may leave before its end: that is no fault of this program.
for (const output of [process.stdout, process.stderr]) output.on('error', () => {});
process.exitCode = await runCli(process.argv.slice(2));
