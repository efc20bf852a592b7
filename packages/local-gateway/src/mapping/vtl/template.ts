import { createInput, MalformedBodyError } from './input.ts';
import { renderNodes } from './evaluator.ts';
import { nested, newDeadline, TemplateError, type Run } from './run.ts';
import { parseTemplate } from './syntax.ts';
import { utilObject } from './util.ts';
import { toJava, type JavaMap, type JavaValue } from '../java-values.ts';
import type { RequestValues } from '../request-values.ts';

/** Longest template AWS stores, in bytes (REQ-13). */
const MAX_TEMPLATE_BYTES = 300 * 1024;

/** What a template can read. */
export interface TemplateInput {
  /** `$input.body`, and what `$input.json` and `$input.path` read. */
  readonly body: string;
  /** `$input.params()` (REQ-18). */
  readonly values: RequestValues;
  /** `$context`; overrides are written into it (REQ-25). */
  readonly context: JavaMap;
  readonly stageVariables: Readonly<Record<string, string>>;
}

/** Rendered text, or why a template could not be rendered. */
export type RenderedTemplate =
  | { readonly text: string }
  | { readonly error: string; readonly malformedBody?: true };

/**
 * Renders a mapping template as API Gateway does, within budgets of steps, time and size. The syntax is
 * read by velocityjs; what it means is in `evaluator.ts`.
 *
 * @example
 * ```ts
 * renderTemplate(`{"name": $input.json('$.name')}`, input); // { text: '{"name": "Ada"}' }
 * ```
 */
export function renderTemplate(template: string, input: TemplateInput): RenderedTemplate {
  if (Buffer.byteLength(template) > MAX_TEMPLATE_BYTES) {
    return { error: `template has more than ${MAX_TEMPLATE_BYTES} bytes` };
  }
  const run = createRun(input);
  try {
    return { text: run.renderText(template) };
  } catch (error) {
    if (error instanceof MalformedBodyError) return { error: error.message, malformedBody: true };
    if (error instanceof Error) return { error: error.message };
    throw error;
  }
}

function createRun(input: TemplateInput): Run {
  const run: Run = {
    variables: new Map<string, JavaValue>([
      ['input', createInput(input.body, input.values)],
      ['context', input.context],
      ['util', utilObject],
      ['stageVariables', toJava(input.stageVariables)],
    ]),
    blocks: new Map(),
    macros: new Map(),
    overridden: overrideMaps(input.context),
    renderText: (template) => nested(run, () => renderNodes(run, parse(template))),
    renderNodes: (nodes) => renderNodes(run, nodes),
    deadline: newDeadline(),
    steps: 0,
    characters: 0,
    depth: 0,
    leaving: undefined,
  };
  return run;
}

function parse(template: string): ReturnType<typeof parseTemplate> {
  try {
    return parseTemplate(template);
  } catch (error) {
    // Only its first lines: the rest lists every token the grammar knows.
    const why = error instanceof Error ? error.message.split('\n').slice(0, 2).join(' ') : '';
    throw new TemplateError(`syntax: ${why}`);
  }
}

/** The maps whose members count as overrides (REQ-27). */
function overrideMaps(context: JavaMap): ReadonlyMap<JavaMap, Set<string>> {
  const maps = new Map<JavaMap, Set<string>>();
  const watch = (value: JavaValue | undefined): void => {
    if (!(value instanceof Map)) return;
    maps.set(value, new Set());
    for (const member of value.values()) watch(member);
  };
  watch(context.get('requestOverride'));
  watch(context.get('responseOverride'));
  return maps;
}
