import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

import { ApisPage } from './apis/apis-page.tsx';
import { ComparePage } from './compare/compare-page.tsx';
import { FunctionsPage } from './functions/functions-page.tsx';
import { useLiveLog } from './data/live-log.ts';
import { LogPage } from './log/log-page.tsx';
import { PlaygroundPage } from './playground/playground-page.tsx';
import { useRoute } from './route.ts';
import { TracePage } from './trace/trace-page.tsx';

/** The console: a header, where one can go, and the page one is on. */
export function App(): JSX.Element {
  const route = useRoute();
  const main = useRef<HTMLElement>(null);
  const [page = 'apis', ...rest] = route;
  const first = useRef(true);
  const place = route.join('/');

  useEffect(() => {
    const title = pages.find(({ path }) => path === page)?.title ?? 'Request';
    document.title = `${title} · Local gateway`;
    // A keyboard goes on where the new page begins.
    if (!first.current) main.current?.focus();
    first.current = false;
  }, [place, page]);

  return (
    <>
      <a class="skip" href="#main" onClick={(event) => skip(event, main.current)}>
        Skip to content
      </a>
      <header class="top">
        <a class="brand" href="#/apis">
          <img src="/icon.svg" alt="" width="22" height="22" />
          Local gateway
        </a>
        <Connection />
      </header>
      <nav class="places" aria-label="Console">
        {pages.map(({ path, title }) => (
          <a
            key={path}
            href={`#/${path}`}
            aria-current={isCurrent(path, page) ? 'page' : undefined}
          >
            {title}
          </a>
        ))}
      </nav>
      <main id="main" ref={main} tabIndex={-1}>
        <Page page={page} rest={rest} />
      </main>
    </>
  );
}

const pages = [
  { path: 'apis', title: 'APIs' },
  { path: 'compare', title: 'Side by side' },
  { path: 'log', title: 'Live log' },
  { path: 'functions', title: 'Functions' },
  { path: 'playground', title: 'Mapping playground' },
] as const;

function Page({ page, rest }: { page: string; rest: readonly string[] }): JSX.Element {
  if (page === 'compare') return <ComparePage />;
  if (page === 'log') return <LogPage />;
  if (page === 'requests') return <TracePage key={rest[0]} id={rest[0] ?? ''} />;
  if (page === 'functions') return <FunctionsPage />;
  if (page === 'playground') return <PlaygroundPage />;
  return <ApisPage apiId={rest[0]} methodId={rest[1]} />;
}

/** A request belongs to the log. */
function isCurrent(path: string, page: string): boolean {
  return path === page || (path === 'log' && page === 'requests');
}

function Connection(): JSX.Element {
  const { connection } = useLiveLog();
  const words = {
    connecting: 'Connecting',
    live: 'Live',
    lost: 'Gateway not reached, trying again',
    stale: 'The gateway was started again: reload this page',
  };
  return (
    <span class={`connection ${connection}`} role="status">
      {words[connection]}
    </span>
  );
}

function skip(event: Event, main: HTMLElement | null): void {
  event.preventDefault();
  main?.focus();
}
