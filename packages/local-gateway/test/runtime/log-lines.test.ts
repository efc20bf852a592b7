import { PassThrough } from 'node:stream';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drainLines, readLines, type LineReader } from '../../src/runtime/log-lines.ts';
import { createLogRing } from '../../src/runtime/log-ring.ts';

const drain = (reader: LineReader) => new Promise<void>((resolve) => drainLines([reader], resolve));

describe('readLines', () => {
  it('gives the same lines however the bytes are cut', async () => {
    const line = fc
      .string({ unit: 'grapheme', maxLength: 20 })
      .map((text) => text.replaceAll('\n', ''));
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.array(fc.nat(50)), async (lines, cuts) => {
        const output = new PassThrough();
        const found: string[] = [];
        const reader = readLines(output, (text) => found.push(text));
        const bytes = Buffer.from(lines.map((text) => `${text}\n`).join(''));

        let position = 0;
        for (const size of [...cuts, bytes.length]) {
          output.write(bytes.subarray(position, position + size));
          position += size;
        }
        await drain(reader);

        expect(found).toEqual(lines);
      }),
    );
  });

  it('gives the lines of one message of the runtime back', async () => {
    const output = new PassThrough();
    const found: string[] = [];
    const reader = readLines(output, (text) => found.push(text));

    output.write('2026-01-02T03:04:05.678Z\tid\tINFO\tone\rtwo\nplain\rtext\n');
    await drain(reader);

    expect(found).toEqual(['2026-01-02T03:04:05.678Z\tid\tINFO\tone\ntwo', 'plain\rtext']);
  });

  it('survives a stream that fails', async () => {
    const output = new PassThrough();
    const reader = readLines(output, () => undefined);

    output.destroy(new Error('broken'));

    await expect(drain(reader)).resolves.toBeUndefined();
  });
});

describe('createLogRing', () => {
  it('keeps the last lines that fit, and at least one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 30 })),
        fc.integer({ min: 0, max: 100 }),
        (lines, limit) => {
          const ring = createLogRing(limit);
          for (const line of lines) ring.add(line);

          const kept = ring.lines();
          const dropped =
            lines.length -
            kept.length +
            (kept.length < lines.length || /^\(\d+ earlier/u.test(kept[0] ?? '') ? 1 : 0);
          const rest = dropped > 0 ? kept.slice(1) : kept;

          expect(kept).toEqual(
            dropped > 0 ? [`(${dropped} earlier lines dropped)`, ...rest] : rest,
          );
          expect(rest).toEqual(lines.slice(dropped));
          expect(rest.length <= 1 || rest.join('').length <= limit).toBe(true);
        },
      ),
    );
  });

  it('forgets what it dropped', () => {
    const ring = createLogRing(10);
    for (let n = 0; n < 10_000; n++) ring.add('0123456789');

    expect(ring.lines()).toEqual(['(9999 earlier lines dropped)', '0123456789']);
  });
});
