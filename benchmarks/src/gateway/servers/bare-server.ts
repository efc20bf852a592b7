import { createServer } from 'node:http';

/**
 * Reads requests and answers each with a body that `run` makes of its own, and with the headers of a REST API, byte for byte as
 * many. `run` may answer later.
 */
export function serve(run: (body: string, answer: (body: string) => void) => void): void {
  createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      run(Buffer.concat(chunks).toString(), (text) => {
        const body = Buffer.from(text);
        response.writeHead(200, [...headers, 'Content-Length', String(body.length)]);
        response.end(body);
      });
    });
  }).listen(Number(process.argv[2]), '127.0.0.1');
}

const headers = Object.entries({
  'Content-Type': 'application/json',
  'X-Amzn-Trace-Id':
    'Root=1-67fd87cd-548ca2e2768cf411287e4266;Parent=1f6d9b3a00004000;Sampled=0;Lineage=1:00000000:0',
  Date: 'Sun, 22 Nov 2026 10:00:00 GMT',
  Connection: 'keep-alive',
  'x-amzn-RequestId': '1f6d9b3a-0000-4000-8000-000000000000',
  'x-amz-apigw-id': 'IXpuDGp5oAMEVjw=',
}).flat();
