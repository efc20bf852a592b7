import { connect, type Socket } from 'node:net';

/** What came back on a raw connection until it was closed, or until nothing came any more. */
export interface RawAnswer {
  readonly text: string;
  /** Status of each response, in order. */
  readonly statuses: readonly number[];
  readonly closed: boolean;
}

/** Sends bytes as they are and collects what comes back; ends the connection when `until` says so. */
export function sendRaw(
  port: number,
  bytes: string | readonly string[],
  until: (text: string) => boolean = () => false,
): Promise<RawAnswer> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => void write(socket, bytes));
    const finish = (closed: boolean) => {
      const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) =>
        Number(status),
      );
      resolve({ text, statuses, closed });
    };
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      text += chunk;
      if (!until(text)) return;
      finish(false);
      socket.destroy();
    });
    // A reset is one way to close.
    socket.on('error', () => {});
    socket.on('close', () => finish(true));
  });
}

async function write(socket: Socket, bytes: string | readonly string[]): Promise<void> {
  for (const part of typeof bytes === 'string' ? [bytes] : bytes) {
    socket.write(Buffer.from(part, 'latin1'));
    await new Promise((resolve) => setImmediate(resolve));
  }
}
