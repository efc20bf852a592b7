import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

/**
 * Reads what a process writes, line by line. A flood is read in portions, so that the gateway keeps answering; the
 * process waits meanwhile. A line longer than CloudWatch takes comes in several pieces.
 */
export function readLines(output: Readable, onLine: (line: string) => void): LineReader {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let portion = 0;
  let paused = false;
  let seen = 0;

  output.on('data', (chunk: Buffer) => {
    seen += chunk.length;
    portion += chunk.length;
    if (portion >= maxPortion && !paused) {
      paused = true;
      output.pause();
      setImmediate(resume);
    }
    take(decoder.write(chunk));
  });
  output.on('error', ignore);

  function resume(): void {
    paused = false;
    portion = 0;
    output.resume();
  }

  function take(text: string): void {
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      emit(rest + text.slice(start, end));
      rest = '';
      start = end + 1;
    }
    rest += text.slice(start);
    while (rest.length > maxLine) {
      emit(rest.slice(0, maxLine));
      rest = rest.slice(maxLine);
    }
  }

  function emit(line: string): void {
    // The runtime writes the lines of one message with CR between (RT-26).
    onLine(messageStart.test(line) ? line.replaceAll('\r', '\n') : line);
  }

  return {
    seen: () => (paused ? Number.NaN : seen),
    end() {
      if (rest !== '') take('\n');
    },
  };
}

export interface LineReader {
  /** Bytes so far; `NaN` while there is more than was read, which is equal to nothing. */
  seen(): number;
  /** Gives out a last line without an end. */
  end(): void;
}

/**
 * Calls `done` when all that was written so far has been given out: it has arrived with whatever tells of it, or comes
 * in the next turn of the event loop, as does all of a flood.
 */
export function drainLines(readers: readonly LineReader[], done: () => void): void {
  const seen = () => readers.reduce((sum, reader) => sum + reader.seen(), 0);
  let before = seen();
  let turns = 0;
  setImmediate(look);

  function look(): void {
    const now = seen();
    turns++;
    if (now !== before && turns < maxTurns) {
      before = now;
      setImmediate(look);
    } else {
      for (const reader of readers) reader.end();
      done();
    }
  }
}

/** Characters: CloudWatch's limit for one event is 256 KB. */
const maxLine = 256 * 1024;
/** Bytes in one turn of the event loop. */
const maxPortion = 256 * 1024;
const maxTurns = 2000;
const messageStart = /^\d{4}-\d\d-\d\dT[\d:.]+Z\t[^\t]*\t[A-Z]+\t/u;

function ignore(): void {
  // A pipe that breaks belongs to a process that ended.
}
