/**
 * Makes `console` write what the Node runtime of Lambda writes: time, request id, level and text with tabs between,
 * one line for each call (RT-26).
 */
export function patchConsole(currentRequestId: () => string | undefined): void {
  const write =
    (level: string) =>
    (message?: unknown, ...values: unknown[]) => {
      const text =
        typeof message === 'string' && values.length === 0
          ? message
          : util().format(message, ...values);
      // Lines of one message stay together: the reader of the log turns them back.
      const line =
        `${new Date().toISOString()}\t${currentRequestId()}\t${level}\t${text}`.replaceAll(
          '\n',
          '\r',
        );
      process.stdout.write(`${line}\n`);
    };
  console.trace = write('TRACE');
  console.debug = write('DEBUG');
  console.info = write('INFO');
  console.log = console.info;
  console.warn = write('WARN');
  console.error = write('ERROR');
}

const util = () => process.getBuiltinModule('node:util');
