import { connect } from 'node:net';

/**
 * `slow-clients.ts <port> <count>`: so many connections that send one byte of a header each second. Prints the status
 * lines that came back when all of them are closed. A process of its own, as each has half of the open files.
 */
const [port, count] = process.argv.slice(2).map(Number);

const answers = Array.from({ length: count ?? 0 }, () => crawl(port ?? 0));
process.stdout.write(JSON.stringify(await Promise.all(answers)));

function crawl(to: number): Promise<string> {
  return new Promise((resolve) => {
    let received = '';
    let timer: NodeJS.Timeout | undefined;
    const socket = connect(to, '127.0.0.1', () => {
      socket.write('GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ');
      timer = setInterval(() => socket.write('a'), 1000);
    });
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => (received += text));
    // A reset is one way to close.
    socket.on('error', () => {});
    socket.on('close', () => {
      clearInterval(timer);
      resolve(received.slice(0, received.indexOf('\r\n')));
    });
  });
}
