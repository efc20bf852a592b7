import type { JSX } from 'preact';

import type { SentView } from '../../wire/requests.ts';
import { Body } from '../parts/code.tsx';
import { Response } from '../parts/response.tsx';
import { Why } from '../parts/why.tsx';
import { TimingBar } from '../trace/timing-bar.tsx';
import { routeTo } from '../route.ts';

/** What came of a request: event, result and response in short; its trace has all of it. */
export function SentRequest({ sent: { response, trace } }: { sent: SentView }): JSX.Element {
  return (
    <div class="sent">
      {response.reason !== undefined && <Why reason={response.reason} advice={trace?.advice} />}
      <div class="columns">
        {trace?.event && (
          <section>
            <h3>Event received</h3>
            <Body body={trace.event} label="Event received" />
          </section>
        )}
        {trace?.invocation && (
          <section>
            <h3>Result returned</h3>
            <Body body={trace.invocation.result} label="Result returned" />
          </section>
        )}
        <section>
          <h3>HTTP response</h3>
          <Response response={response} />
        </section>
      </div>
      {trace && (
        <>
          <TimingBar timings={trace.timings} />
          <p>
            <a href={routeTo('requests', trace.row.id)}>Open the whole trace</a>
          </p>
        </>
      )}
    </div>
  );
}
