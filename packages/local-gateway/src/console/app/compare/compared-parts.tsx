import type { JSX } from 'preact';

import type { ComparedView, SentView } from '../../wire/requests.ts';
import type { BodyView } from '../../wire/traces.ts';
import { prettyJson } from '../data/json-text.ts';
import { printable } from '../data/printable.ts';
import { Panel } from '../parts/panel.tsx';
import { TypeBadge } from '../parts/type-badge.tsx';
import { routeTo } from '../route.ts';
import type { Choice } from './choices.ts';
import { Diff } from './diff.tsx';

/** Event, result and response of both sides, what differs marked, each with a sentence about it. */
export function ComparedParts({
  compared,
  left,
  right,
}: {
  compared: ComparedView;
  left: Choice;
  right: Choice;
}): JSX.Element {
  const differ = left.type !== right.type;
  return (
    <>
      {parts.map(({ title, why, textOf }) => (
        <Panel key={title} title={title}>
          {differ && <p>{why}</p>}
          <Diff
            label={title}
            left={textOf(compared.left)}
            right={textOf(compared.right)}
            leftTitle={<SideTitle choice={left} sent={compared.left} />}
            rightTitle={<SideTitle choice={right} sent={compared.right} />}
          />
        </Panel>
      ))}
    </>
  );
}

const parts: readonly {
  readonly title: string;
  readonly why: string;
  readonly textOf: (sent: SentView) => string;
}[] = [
  {
    title: 'Event received',
    why: 'Box off: the function gets the payload itself, or what the mapping template makes of it. Box on: it gets everything about the request, and the payload as text in “body”.',
    textOf: ({ trace }) => bodyText(trace?.event) ?? 'the function was not called',
  },
  {
    title: 'Result returned',
    why: 'Box off: whatever the function returns is the payload of the response. Box on: it must return an envelope of statusCode, headers and body, or the client gets a 502.',
    textOf: ({ trace }) => bodyText(trace?.invocation?.result) ?? 'the function was not called',
  },
  {
    title: 'HTTP response',
    why: 'Box off: an integration response chooses status, headers and body. Box on: the envelope says them.',
    textOf: ({ response }) =>
      [
        `HTTP/1.1 ${response.statusCode}`,
        ...response.headers
          .filter(([name]) => !varying.has(name.toLowerCase()))
          .map((line) => line.join(': ')),
        '',
        bodyText(response.body) ?? '',
        ...(response.reason === undefined ? [] : ['', `why: ${response.reason}`]),
      ].join('\n'),
  },
];

/** Differ from one request to the next whatever the integration. */
const varying = new Set([
  'date',
  'x-amzn-requestid',
  'x-amz-apigw-id',
  'x-amzn-trace-id',
  'connection',
  'content-length',
]);

function bodyText(body: BodyView | undefined): string | undefined {
  return body && (body.base64 ? body.text : prettyJson(body.text));
}

function SideTitle({ choice, sent }: { choice: Choice; sent: SentView }): JSX.Element {
  const { stack } = choice.placed.api;
  return (
    <>
      <TypeBadge type={choice.type} />{' '}
      {sent.trace ? (
        <a href={routeTo('requests', sent.trace.row.id)}>{printable(stack)}</a>
      ) : (
        printable(stack)
      )}
    </>
  );
}
