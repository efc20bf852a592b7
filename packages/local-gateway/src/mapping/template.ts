import { Compile, parse } from 'velocityjs';
import type { RequestValues } from './request-values.ts';
import type { JavaMap } from './template-values.ts';

/** What a template can read. */
export interface TemplateInput {
  /** `$input.body` and what `$input.json` and `$input.path` read. */
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
  | { readonly error: string };

export function renderTemplate(template: string, input: TemplateInput): RenderedTemplate {
  try {
    return { text: new Compile(parse(template)).render({ input }) };
  } catch (error) {
    return { error: String(error) };
  }
}
