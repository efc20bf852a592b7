import { describe, expect, it } from 'vitest';

import { parseArguments, UsageError } from '../../src/cli/arguments.ts';

describe('parseArguments', () => {
  it('serves the folder it is called in when nothing is said', () => {
    expect(parseArguments([])).toEqual({
      path: '.',
      port: 3000,
      once: false,
      json: false,
      watch: true,
      console: true,
      open: false,
      verbose: false,
      passCredentials: false,
      help: false,
    });
  });

  it.each([
    [['app', '--port', '0'], { path: 'app', port: 0 }],
    [['--once', '--json'], { once: true, json: true }],
    [['--no-watch'], { watch: false }],
    [['--no-console'], { console: false }],
    [['--open'], { console: true, open: true }],
    [['--inspect'], { inspect: 9229 }],
    [['--inspect=9300'], { inspect: 9300 }],
    [['--pass-credentials'], { passCredentials: true }],
    [['-h'], { help: true }],
    [['app', '--', '--once', '--port', '0'], { path: 'app', once: true, port: 0 }],
  ])('reads %j', (args, expected) => {
    expect(parseArguments(args)).toMatchObject(expected);
  });

  it.each([
    [['a', 'b'], 'found 2 paths (a, b), expected one'],
    [['--port', '70000'], 'found port "70000", expected a number from 0 to 65535'],
    [['--port', 'x'], 'found port "x", expected a number from 0 to 65535'],
    [['--prot', '1'], 'found option --prot, expected one that --help shows'],
    [['-x'], 'found option -x, expected one that --help shows'],
    [['--port'], "Option '--port <value>' argument missing"],
    [['--inspect=x'], 'found port "x", expected a number from 0 to 65535'],
  ])('refuses %j', (args, message) => {
    expect(() => parseArguments(args)).toThrow(new UsageError(message));
  });
});
