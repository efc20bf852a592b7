import type { JSX } from 'preact';

import type { MethodDetails, MethodView } from '../../wire/apis.ts';
import { printable } from '../data/printable.ts';
import { isProxy } from './stages.ts';
import { Mappings, Templates } from './templates.tsx';

/** Which integration response answers for which outcome of the function, and how it maps. */
export function IntegrationResponses({
  method,
  details,
}: {
  method: MethodView;
  details: MethodDetails;
}): JSX.Element {
  const { IntegrationResponses: responses } = details.settings.Integration;
  if (responses.length === 0) {
    return (
      <p>
        None, not even a default one: every call is a 500. CDK leaves them out unless they are
        given.
      </p>
    );
  }
  return (
    <>
      {isProxy({ integrationType: method.declaredType }) && (
        <p>The template declares none: this one lasts as long as the override.</p>
      )}
      {responses.map((response, index) => (
        <section key={index} class="integration-response">
          <h4>
            HTTP status {response.StatusCode}
            <span class="quiet">
              {response.SelectionPattern === ''
                ? ' default: the function succeeded, or no pattern matched'
                : ' when the error message matches'}
            </span>
          </h4>
          {response.SelectionPattern !== '' && (
            <p>
              Lambda error regex <code>{printable(response.SelectionPattern)}</code>
            </p>
          )}
          <Mappings title="Header mappings" of={Object.entries(response.ResponseParameters)} />
          <Templates
            title="Mapping templates"
            templates={response.ResponseTemplates}
            none="none: the payload passes as it came"
          />
        </section>
      ))}
    </>
  );
}
