/** The function of `bare-with-function.ts`: an event in each line, its result in another. */
let rest = '';
process.stdin.on('data', (chunk) => {
  const lines = `${rest}${chunk.toString()}`.split('\n');
  rest = lines.pop() ?? '';
  for (const line of lines) process.stdout.write(`${answer(line)}\n`);
});

function answer(event: string): string {
  const { body }: { readonly body: string } = JSON.parse(event);
  return JSON.stringify({
    statusCode: 200,
    headers: { 'Content-Type': 'application/json' },
    body,
  });
}
