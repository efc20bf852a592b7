import { Helper, parse } from 'velocityjs';
import { runWithin } from '../watch.ts';

/** Node of a template's syntax tree, as velocityjs builds it. */
export type Node =
  | string
  | Reference
  | { readonly type: 'set'; readonly equal: readonly [Reference, Expression] }
  | MacroCall
  | { readonly type: 'break' | 'comment' | 'else' | 'stop' }
  | { readonly type: 'raw'; readonly value: string }
  | { readonly type: 'elseif'; readonly condition: Expression }
  | Block;

/** `#name(args)`, or `#@name(args) … #end`. */
export interface MacroCall {
  readonly type: 'macro_call' | 'macro_body';
  readonly id: string;
  readonly args?: readonly Expression[];
}

/** `#if`, `#foreach` and other blocks: the opening directive, then what stands before `#end`. */
export type Block = readonly [BlockHead, ...Node[]];

/** What opens a block. */
export type BlockHead =
  | { readonly type: 'if'; readonly condition: Expression }
  | { readonly type: 'foreach'; readonly to: string; readonly from: Expression }
  | { readonly type: 'macro'; readonly id: string; readonly args?: readonly Expression[] }
  | MacroCall
  | { readonly type: 'define'; readonly id: string }
  | { readonly type: 'noescape' };

/** `$name.property[index].method(args)`. */
export interface Reference {
  readonly type: 'references';
  readonly id: string;
  readonly path?: readonly PathStep[];
}

/** One step of a reference behind its name. */
export type PathStep =
  | { readonly type: 'property'; readonly id: string }
  | { readonly type: 'index'; readonly id: Expression }
  | { readonly type: 'method'; readonly id: string; readonly args?: readonly Expression[] | false };

/** A reference, a literal or a calculation. */
export type Expression =
  | Reference
  | { readonly type: 'string'; readonly value: string; readonly isEval?: boolean }
  | { readonly type: 'integer' | 'decimal' | 'bool' | 'runt'; readonly value: string | number }
  | { readonly type: 'array'; readonly value: readonly Expression[]; readonly isRange?: false }
  | {
      readonly type: 'array';
      readonly value: readonly (Expression | string | number)[];
      readonly isRange: true;
    }
  | { readonly type: 'map'; readonly value?: Readonly<Record<string, Expression>> }
  | {
      readonly type: 'math';
      readonly operator: string;
      readonly expression: readonly Expression[];
    };

/** A `#macro`. */
export interface MacroDefinition {
  readonly parameters: readonly string[];
  readonly body: readonly Node[];
}

const parsed = new Map<string, readonly Node[]>();

/** Milliseconds parsing may take: velocityjs needs quadratic time for some texts. */
const PARSE_TIMEOUT_MS = 2000;

/** Parses a template once; throws what velocityjs throws. Line breaks after directives are taken off as Apache Velocity does. */
export function parseTemplate(template: string): readonly Node[] {
  const known = parsed.get(template);
  if (known !== undefined) return known;
  const nodes = runWithin(PARSE_TIMEOUT_MS, () => normalize(parseBalanced(template)));
  if (parsed.size >= 500) parsed.clear();
  parsed.set(template, nodes);
  return nodes;
}

/** A raw text that no template holds, on a line of its own. */
const SENTINEL = 'end of template \u{F8FF}';

/** The parser takes a missing or a stray `#end` without a word; then the sentinel is not once, and last, at the top. */
function parseBalanced(template: string): readonly Node[] {
  // The declared tree leaves out nested blocks; the shape above is what the parser builds.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  const tree = parse(`${template}\n#[[${SENTINEL}]]#`, {}, false) as unknown as readonly Node[];
  const [text, sentinel] = tree.slice(-2);
  if (countSentinels(tree) !== 1 || !isSentinel(sentinel) || typeof text !== 'string') {
    throw new SyntaxError('found blocks that are not balanced, expected one #end for each');
  }
  return [...tree.slice(0, -2), text.slice(0, -1)];
}

function countSentinels(nodes: readonly (Node | BlockHead)[]): number {
  let count = 0;
  for (const node of nodes) {
    if (isSentinel(node)) count += 1;
    else if (Array.isArray(node)) count += countSentinels(node);
  }
  return count;
}

function isSentinel(node: Node | BlockHead | undefined): boolean {
  return typeof node === 'object' && 'value' in node && node.value === SENTINEL;
}

/** Directives that take the rest of their line with them. A block does so at `#end`, its opening and `#else`. */
const TAKES_LINE_END: ReadonlySet<string> = new Set([
  'set',
  'macro_call',
  'else',
  'elseif',
  'if',
  'foreach',
  'macro',
  'macro_body',
  'define',
]);

function normalize(nodes: readonly Node[], head?: BlockHead): readonly Node[] {
  const result: Node[] = [];
  let takesLineEnd = head !== undefined && TAKES_LINE_END.has(head.type);
  for (const node of joinTexts(nodes)) {
    if (typeof node === 'string') {
      const text = takesLineEnd ? node.replace(/^[ \t]*(?:\r\n|\n|\r)/, '') : node;
      takesLineEnd = false;
      if (text !== '') result.push(text);
      continue;
    }
    if (isBlock(node)) {
      const [opening, ...body] = node;
      result.push([opening, ...normalize(body, opening)]);
      takesLineEnd = true;
      continue;
    }
    if ((node.type === 'else' || node.type === 'elseif') && head?.type !== 'if') {
      throw new SyntaxError(`encountered #${node.type}, expected it inside of #if`);
    }
    // Velocity 1 eats blanks before `#set` where they are not part of a longer text.
    if (node.type === 'set' && isBlank(result.at(-1))) result.pop();
    result.push(node);
    takesLineEnd =
      TAKES_LINE_END.has(node.type) || (node.type === 'comment' && isLineComment(node));
  }
  return result;
}

/** The parser splits text at `$` and `#`, and takes `#stop` without parentheses for text. */
function joinTexts(nodes: readonly Node[]): Node[] {
  const result: Node[] = [];
  for (const [at, node] of nodes.entries()) {
    const next = nodes[at + 1];
    if (node === '#s' && typeof next === 'string' && /^top(?![\w-])/.test(next)) {
      return [...result, { type: 'stop' }];
    }
    const last = result.at(-1);
    if (typeof node === 'string' && typeof last === 'string') result.splice(-1, 1, last + node);
    else result.push(node);
  }
  return result;
}

function isBlank(node: Node | undefined): boolean {
  return typeof node === 'string' && /^[ \t]+$/.test(node);
}

/** `##` comments end with their line, `#* *#` comments do not. */
function isLineComment(node: object): boolean {
  return 'value' in node && typeof node.value === 'string' && node.value.startsWith('##');
}

/** A call as it stands in the template. */
export function sourceOf({ id, args }: MacroCall): string {
  // The helper reads exactly these members; its declared type asks for more.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Helper.getRefText({ type: 'macro_call', id, args } as Parameters<
    typeof Helper.getRefText
  >[0]);
}

/** Whether a node is a block. */
export function isBlock(node: Node): node is Block {
  return Array.isArray(node);
}
