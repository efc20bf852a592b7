import type { JavaMap, JavaValue } from '../java-values.ts';
import type { MacroDefinition, Node } from './syntax.ts';

/** Thrown when a template cannot be rendered: what was found and what was expected. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** References, directives and iterations one rendering may evaluate. */
const STEP_BUDGET = 100_000;
/** Milliseconds one rendering may take. */
const TIME_BUDGET_MS = 1000;
/** Characters one rendering may produce, intermediate texts included: 64 MB. */
const CHARACTER_BUDGET = 64 * 1024 * 1024;
/** Levels of macros, blocks and quoted templates inside each other. */
const DEPTH_BUDGET = 100;

/** The state of one rendering. */
export interface Run {
  readonly variables: Map<string, JavaValue>;
  /** `#define` blocks by name. */
  readonly blocks: Map<string, readonly Node[]>;
  readonly macros: Map<string, MacroDefinition>;
  /** Override maps and the names this rendering has set in them (REQ-27). */
  readonly overridden: ReadonlyMap<JavaMap, Set<string>>;
  /** Renders the text of a `"quoted $template"` or of `#evaluate`. */
  readonly renderText: (template: string) => string;
  readonly renderNodes: (nodes: readonly Node[]) => string;
  readonly deadline: number;
  steps: number;
  characters: number;
  depth: number;
  /** Set while a `#break` leaves its loop, or `#stop` the template. */
  leaving: 'loop' | 'template' | undefined;
}

/** Time at which a rendering that starts now has to be done. */
export function newDeadline(): number {
  return performance.now() + TIME_BUDGET_MS;
}

/** Counts a step; throws {@link TemplateError} when there were too many or time is up. */
export function countStep(run: Run): void {
  run.steps += 1;
  if (run.steps > STEP_BUDGET) throw new TemplateError(`took more than ${STEP_BUDGET} steps`);
  if (performance.now() > run.deadline) {
    throw new TemplateError(`took longer than ${TIME_BUDGET_MS} ms`);
  }
}

/** Counts produced text and gives it back; throws {@link TemplateError} when there is too much. */
export function countText(run: Run, text: string): string {
  run.characters += text.length;
  if (run.characters > CHARACTER_BUDGET) {
    throw new TemplateError(`produced more than ${CHARACTER_BUDGET} characters`);
  }
  return text;
}

/** Runs one level deeper; throws {@link TemplateError} when a macro, block or text goes on calling itself. */
export function nested(run: Run, render: () => string): string {
  if (run.depth >= DEPTH_BUDGET) throw new TemplateError(`nested more than ${DEPTH_BUDGET} levels`);
  run.depth += 1;
  try {
    return render();
  } finally {
    run.depth -= 1;
  }
}

/** Writes into a map; throws {@link TemplateError} when an override is set twice (REQ-27). */
export function putMember(run: Run, map: JavaMap, key: string, value: JavaValue): void {
  const names = run.overridden.get(map);
  if (names?.has(key) === true) {
    throw new TemplateError(`override ${key} is set twice, expected it to be set once`);
  }
  names?.add(key);
  map.set(key, value);
}
