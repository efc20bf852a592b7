import type { Socket } from 'node:net';

/**
 * A client of the Runtime API on one connection. Written on `node:net`, as `node:http` would add 4 ms to every cold
 * start, and so that a result and the request for the next invocation leave in one write. Reads no more of HTTP than
 * our own server answers with: a status line, headers, `Content-Length`, a body.
 */
export function connectRuntimeClient(address: string, onLost: () => void): RuntimeClient {
  const [host, port] = address.split(':');
  const socket = net.connect({ host, port: Number(port), noDelay: true });
  const answers: ((answer: Answer) => void)[] = [];
  let chunks: Buffer[] = [];
  let size = 0;
  /** Bytes without which there is nothing to read yet: an event of 6 MB comes in a hundred chunks. */
  let wanted = 0;
  let unsent = '';
  const nextRequest = head('GET', 'invocation/next', '');

  socket.on('data', (chunk) => {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= wanted) readAnswers(chunks.length === 1 ? chunk : Buffer.concat(chunks));
  });
  socket.on('error', onLost);
  socket.on('close', onLost);

  function readAnswers(received: Buffer): void {
    wanted = 0;
    for (let start = 0; ;) {
      const rest = received.subarray(start);
      chunks = rest.length === 0 ? [] : [rest];
      size = rest.length;
      const end = rest.indexOf('\r\n\r\n');
      if (end === -1) return;
      const [statusLine = '', ...lines] = rest.toString('latin1', 0, end).split('\r\n');
      const headers: Record<string, string> = Object.create(null);
      for (const line of lines) {
        const colon = line.indexOf(':');
        headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
      }
      const bodyStart = end + 4;
      const bodyEnd = bodyStart + Number(headers['content-length'] ?? 0);
      if (rest.length < bodyEnd) {
        wanted = bodyEnd;
        return;
      }
      const body = rest.toString('utf8', bodyStart, bodyEnd);
      start += bodyEnd;
      answers.shift()?.({ statusCode: Number(statusLine.split(' ')[1]), headers, body });
    }
  }

  function answer(): Promise<Answer> {
    return new Promise((resolve) => answers.push(resolve));
  }

  /** Leaves in one write. */
  function flush(): void {
    const text = unsent;
    unsent = '';
    if (text !== '') socket.write(text);
  }

  function head(method: string, path: string, headers: string): string {
    return `${method} /2018-06-01/runtime/${path} HTTP/1.1\r\nHost: ${address}\r\n${headers}\r\n`;
  }

  return {
    next() {
      const answered = answer();
      unsent += nextRequest;
      flush();
      return answered;
    },
    post(path, body, errorType) {
      const answered = answer();
      const type =
        errorType === undefined ? '' : `Lambda-Runtime-Function-Error-Type: ${errorType}\r\n`;
      const length = `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n`;
      unsent += head('POST', path, type + length) + body;
      // The `next` that follows in the same tick goes with it.
      process.nextTick(flush);
      return answered;
    },
    stream(path, contentType) {
      const answered = answer();
      flush();
      socket.write(
        head(
          'POST',
          path,
          `Lambda-Runtime-Function-Response-Mode: streaming\r\nContent-Type: ${contentType}\r\n` +
            'Transfer-Encoding: chunked\r\nTrailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\r\n',
        ),
      );
      return { socket, answered };
    },
    keepAlive(on) {
      if (on) socket.ref();
      else socket.unref();
    },
  };
}

export interface RuntimeClient {
  /** Waits for an invocation (RT-1). */
  next(): Promise<Answer>;
  /** `path` is below `/2018-06-01/runtime/`; `body` is JSON text. */
  post(path: string, body: string, errorType?: string): Promise<Answer>;
  /** Begins a chunked request (RT-9); the caller writes the chunks. */
  stream(
    path: string,
    contentType: string,
  ): { readonly socket: Socket; readonly answered: Promise<Answer> };
  /** Whether the connection keeps the process alive: not while the handler runs, so that an empty event loop shows (RT-29). */
  keepAlive(on: boolean): void;
}

export interface Answer {
  readonly statusCode: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

// `import` of a builtin runs its lazy getters, which costs up to 20 ms.
const net = process.getBuiltinModule('node:net');
