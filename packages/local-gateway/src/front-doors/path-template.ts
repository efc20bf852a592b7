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
  const { levels, ranks } = readTemplate(template);
  // A greedy parameter, too, needs one segment at least (REST-51).
  if (segments.length < levels.length) return undefined;
  if (segments.length > levels.length && !ranks.endsWith('2')) return undefined;
  const parameters: (readonly [string, string])[] = [];
  for (const [index, { rank, text }] of levels.entries()) {
    const value = rank === 2 ? segments.slice(index).join('/') : (segments[index] ?? '');
    if (rank === 0 ? value !== text : value === '') return undefined;
    if (rank !== 0) parameters.push([text, value]);
  }
  return { ranks, parameters };
}

interface Template {
  readonly levels: readonly Level[];
  readonly ranks: string;
}

interface Level {
  readonly rank: 0 | 1 | 2;
  /** The segment, or the name of the parameter. */
  readonly text: string;
}

/** Every request looks at the same templates: they are read once, and forgotten when there are more than any app has. */
function readTemplate(template: string): Template {
  const known = templates.get(template);
  if (known !== undefined) return known;
  const parts = template === '/' ? [] : template.slice(1).split('/');
  // Whatever stands behind a greedy parameter does not count.
  const greedy = parts.findIndex((part) => part.startsWith('{') && part.endsWith('+}'));
  const levels = parts.slice(0, greedy < 0 ? parts.length : greedy + 1).map(readLevel);
  const read = { levels, ranks: levels.map(({ rank }) => rank).join('') };
  if (templates.size >= 10_000) templates.clear();
  templates.set(template, read);
  return read;
}

const templates = new Map<string, Template>();

function readLevel(part: string): Level {
  if (!part.startsWith('{') || !part.endsWith('}')) return { rank: 0, text: part };
  return part.endsWith('+}')
    ? { rank: 2, text: part.slice(1, -2) }
    : { rank: 1, text: part.slice(1, -1) };
}
