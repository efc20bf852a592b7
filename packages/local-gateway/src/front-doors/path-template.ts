/** How a path fits a template. */
export interface TemplateMatch {
  /** One digit for each level: 0 static, 1 parameter, 2 greedy. The smallest text is the most specific. */
  readonly ranks: string;
  /** Values are parts of the path, as they are. */
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/** Fits the segments of a path to a template with `{name}` and, at its end, `{name+}`, which takes one or more. */
export function matchTemplate(
  template: string,
  segments: readonly string[],
): TemplateMatch | undefined {
  const levels = template === '/' ? [] : template.slice(1).split('/');
  let ranks = '';
  const parameters: (readonly [string, string])[] = [];
  for (const [index, level] of levels.entries()) {
    const segment = segments[index];
    // A greedy parameter, too, needs one segment at least (REST-51).
    if (segment === undefined) return undefined;
    const name = level.startsWith('{') && level.endsWith('}') ? level.slice(1, -1) : undefined;
    if (name?.endsWith('+')) {
      const rest = segments.slice(index).join('/');
      if (rest === '') return undefined;
      parameters.push([name.slice(0, -1), rest]);
      return { ranks: `${ranks}2`, parameters };
    }
    if (name === undefined ? segment !== level : segment === '') return undefined;
    if (name !== undefined) parameters.push([name, segment]);
    ranks += name === undefined ? '0' : '1';
  }
  return levels.length === segments.length ? { ranks, parameters } : undefined;
}
