import { mediaType } from '../front-doors/media-type.ts';

/**
 * Chooses the response template by the first media type of `Accept` (REQ-40): the one for it, else
 * `application/json`, else the first. `undefined` where the payload passes as it is.
 */
export function chooseResponseTemplate(
  templates: Readonly<Record<string, string>>,
  accept: string | undefined,
): string | undefined {
  const entries = Object.entries(templates);
  const wanted = mediaType(accept) || 'application/json';
  const find = (type: string) => entries.find(([key]) => mediaType(key) === type);
  const template = (find(wanted) ?? find('application/json') ?? entries[0])?.[1];
  return template === '' ? undefined : template;
}
