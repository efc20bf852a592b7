import { mediaType } from '../front-doors/media-type.ts';
import { contentMediaType } from './content-handling.ts';
import type { IntegrationSettings } from './method-settings.ts';
import type { Refusal } from './refusal.ts';

/** What becomes of a request's body: a template renders it, or it passes as it is. */
export type RequestTemplateChoice =
  | { readonly template: string }
  | { readonly passthrough: true }
  | Refusal;

/** Chooses the request template by `Content-Type`, or passthrough, or 415 (REQ-2..REQ-6). */
export function chooseRequestTemplate(
  integration: Pick<IntegrationSettings, 'RequestTemplates' | 'PassthroughBehavior'>,
  contentType: string | undefined,
): RequestTemplateChoice {
  const type = contentMediaType(contentType);
  const templates = Object.entries(integration.RequestTemplates);
  const match =
    templates.find(([key]) => mediaType(key) === type) ??
    templates.find(([key]) => key === '$default'); // REQ-5
  if (match !== undefined) return { template: match[1] };

  const behavior = integration.PassthroughBehavior;
  if (behavior === 'WHEN_NO_MATCH') return { passthrough: true };
  if (behavior === 'WHEN_NO_TEMPLATES' && templates.length === 0) return { passthrough: true };
  return {
    refused: 'UNSUPPORTED_MEDIA_TYPE',
    statusCode: 415,
    message: 'Unsupported Media Type',
    reason: `passthrough behavior ${behavior} and no request template for content type ${type}, found templates for ${listOr(
      templates.map(([key]) => key),
      'none',
    )}`,
  };
}

function listOr(items: readonly string[], none: string): string {
  return items.length === 0 ? none : items.join(', ');
}
