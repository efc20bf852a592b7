import { evaluate, evaluateSet, printReference, truth } from './expressions.ts';
import { countStep, countText, nested, TemplateError, type Run } from './run.ts';
import {
  isBlock,
  sourceOf,
  type Block,
  type Expression,
  type MacroCall,
  type MacroDefinition,
  type Node,
} from './syntax.ts';
import { print, type JavaObject, type JavaValue } from '../java-values.ts';

/** Iterations of one `#foreach`; the rest is left out, as on AWS (REQ-13). */
const MAX_ITERATIONS = 1000;

/** Renders nodes one after the other, until a `#break` or `#stop` leaves. */
export function renderNodes(run: Run, nodes: readonly Node[]): string {
  let text = '';
  for (const node of nodes) {
    text += renderNode(run, node);
    if (run.leaving !== undefined) break;
  }
  return text;
}

function renderNode(run: Run, node: Node): string {
  if (typeof node === 'string') return countText(run, node);
  countStep(run);
  if (isBlock(node)) return renderBlock(run, node);
  switch (node.type) {
    case 'references':
      return countText(run, printReference(run, node));
    case 'set':
      evaluateSet(run, node.equal);
      return '';
    case 'macro_call':
      return renderMacro(run, node);
    case 'raw':
      return countText(run, node.value);
    case 'break':
      run.leaving = 'loop';
      return '';
    case 'stop':
      run.leaving = 'template';
      return '';
    default:
      return '';
  }
}

function renderBlock(run: Run, [head, ...body]: Block): string {
  switch (head.type) {
    case 'if':
      return renderIf(run, head.condition, body);
    case 'foreach':
      return renderForeach(run, head.to, evaluate(run, head.from), body);
    case 'macro':
      run.macros.set(head.id, { parameters: parameterNames(head.args ?? []), body });
      return '';
    case 'define':
      run.variables.delete(head.id);
      run.blocks.set(head.id, body);
      return '';
    case 'macro_body':
      return withVariables(run, { bodyContent: renderNodes(run, body) }, () =>
        renderMacro(run, head),
      );
    default:
      return renderNodes(run, body);
  }
}

function renderIf(run: Run, condition: Expression, body: readonly Node[]): string {
  let taken = truth(evaluate(run, condition));
  const nodes: Node[] = [];
  for (const node of body) {
    const type = typeof node === 'string' || isBlock(node) ? undefined : node.type;
    if (type === 'else' || type === 'elseif') {
      if (taken) break;
      taken = type === 'else' || (isElseIf(node) && truth(evaluate(run, node.condition)));
    } else if (taken) nodes.push(node);
  }
  return renderNodes(run, nodes);
}

function isElseIf(node: Node): node is { type: 'elseif'; condition: Expression } {
  return typeof node === 'object' && !isBlock(node) && node.type === 'elseif';
}

function renderForeach(run: Run, name: string, values: JavaValue, body: readonly Node[]): string {
  // Velocity: a list, or the values of a map; anything else has nothing to iterate over.
  const items = values instanceof Map ? [...values.values()] : Array.isArray(values) ? values : [];
  const parent = run.variables.get('foreach') ?? null;
  let text = '';
  for (const [index, item] of items.slice(0, MAX_ITERATIONS).entries()) {
    countStep(run);
    const locals = {
      [name]: item,
      foreach: foreachObject(index, items.length, parent),
      velocityCount: index + 1,
      velocityHasNext: index + 1 < items.length,
    };
    text += withVariables(run, locals, () => renderNodes(run, body));
    if (run.leaving === 'loop') {
      run.leaving = undefined;
      break;
    }
    if (run.leaving === 'template') break;
  }
  return text;
}

function foreachObject(index: number, length: number, parent: JavaValue): JavaObject {
  const hasNext = index + 1 < length;
  return {
    methods: {
      getIndex: () => index,
      getCount: () => index + 1,
      hasNext: () => hasNext,
      getHasNext: () => hasNext,
      isFirst: () => index === 0,
      isLast: () => !hasNext,
      getParent: () => parent,
    },
  };
}

function renderMacro(run: Run, call: MacroCall): string {
  const { id: name, args = [] } = call;
  if (name === 'stop') {
    run.leaving = 'template';
    return '';
  }
  if (name === 'evaluate') {
    const [template] = args;
    return template === undefined ? '' : run.renderText(print(evaluate(run, template)));
  }
  if (name === 'parse' || name === 'include') {
    throw new TemplateError(`found #${name}, expected no other template to be read`);
  }
  const macro = run.macros.get(name);
  // Velocity leaves what it does not know as text.
  return macro === undefined ? countText(run, sourceOf(call)) : callMacro(run, macro, args);
}

function callMacro(run: Run, macro: MacroDefinition, args: readonly Expression[]): string {
  const locals = Object.fromEntries(
    macro.parameters.map((parameter, at) => {
      const argument = args[at];
      return [parameter, argument === undefined ? null : evaluate(run, argument)];
    }),
  );
  return nested(run, () => withVariables(run, locals, () => renderNodes(run, macro.body)));
}

function parameterNames(args: readonly Expression[]): string[] {
  return args.flatMap((argument) => (argument.type === 'references' ? [argument.id] : []));
}

/** Renders with some variables set; afterwards they are what they were before. */
function withVariables(
  run: Run,
  locals: Readonly<Record<string, JavaValue>>,
  render: () => string,
): string {
  const before = Object.keys(locals).map((name) => [name, run.variables.get(name)] as const);
  for (const [name, value] of Object.entries(locals)) run.variables.set(name, value);
  const text = render();
  for (const [name, value] of before) {
    if (value === undefined) run.variables.delete(name);
    else run.variables.set(name, value);
  }
  return text;
}
