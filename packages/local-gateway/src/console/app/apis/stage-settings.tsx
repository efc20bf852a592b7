import type { JSX } from 'preact';

import type { MethodDetails, MethodView } from '../../wire/apis.ts';
import { printable } from '../data/printable.ts';
import { Pairs } from '../parts/pairs.tsx';
import { IntegrationResponses } from './integration-responses.tsx';
import { backendOf, isProxy, type Stage } from './stages.ts';
import { Mappings, Templates } from './templates.tsx';

/** The settings of one step of a method. */
export function StageSettings({
  stage,
  method,
  details,
}: {
  stage: Stage;
  method: MethodView;
  details: MethodDetails;
}): JSX.Element {
  if (stage === 'method-request') return <MethodRequest details={details} />;
  if (stage === 'integration-request')
    return <IntegrationRequest method={method} details={details} />;
  if (isProxy(method)) {
    return (
      <p>
        Proxy integrations cannot be configured to transform responses: status, headers and body are
        what the {backendOf(method)} answers.
      </p>
    );
  }
  if (stage === 'integration-response')
    return <IntegrationResponses method={method} details={details} />;
  const statuses = details.settings.MethodResponses.map(({ StatusCode }) => StatusCode);
  return statuses.length === 0 ? (
    <p>None. An integration response without a method response of its status is a 500.</p>
  ) : (
    <Pairs of={statuses.map((status) => [status, 'declared'] as const)} />
  );
}

function MethodRequest({ details }: { details: MethodDetails }): JSX.Element {
  const { settings, validateBody, validateParameters } = details;
  const validates = [
    validateBody && 'body',
    validateParameters && 'query string parameters and headers',
  ];
  return (
    <>
      <Pairs
        of={[
          ['Authorization', details.authorizationType],
          ['API key required', String(details.apiKeyRequired)],
          ['Request validator', validates.filter(Boolean).join(', ') || 'none'],
        ]}
      />
      <Mappings
        title="Request parameters"
        of={Object.entries(settings.RequestParameters).map(
          ([name, required]) => [name, required ? 'required' : 'optional'] as const,
        )}
      />
      <Mappings title="Request models" of={Object.entries(settings.RequestModels)} />
    </>
  );
}

function IntegrationRequest({
  method,
  details,
}: {
  method: MethodView;
  details: MethodDetails;
}): JSX.Element {
  const { Integration } = details.settings;
  const proxy = isProxy(method);
  return (
    <>
      <Pairs
        of={[
          ['Integration type', method.integrationType],
          ['Lambda function', printable(details.functionName ?? 'none')],
          ['Timeout', `${details.timeoutInMillis} ms`],
          [
            'Passthrough behavior',
            proxy ? 'not used by a proxy integration' : Integration.PassthroughBehavior,
          ],
          ['Content handling', Integration.ContentHandling ?? 'passthrough'],
        ]}
      />
      {proxy ? (
        Object.keys(Integration.RequestTemplates).length > 0 && (
          <p class="quiet">A proxy integration does not use the mapping templates of the method.</p>
        )
      ) : (
        <Templates
          title="Mapping templates"
          templates={Integration.RequestTemplates}
          none="none: the body passes as it came"
        />
      )}
      <Mappings title="Parameters" of={Object.entries(Integration.RequestParameters)} />
    </>
  );
}
