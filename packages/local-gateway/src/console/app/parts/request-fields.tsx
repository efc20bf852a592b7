import type { JSX } from 'preact';

import type { Draft } from '../data/draft.ts';

/** The fields of a request: method, path, headers, body. */
export function RequestFields({
  draft,
  onChange,
  paths = 1,
}: {
  draft: Draft;
  onChange: (draft: Draft) => void;
  /** `0` where the path is asked for elsewhere. */
  paths?: 0 | 1;
}): JSX.Element {
  const change = (name: keyof Draft) => (event: { currentTarget: { value: string } }) =>
    onChange({ ...draft, [name]: event.currentTarget.value });
  return (
    <>
      <div class="request-line">
        <label>
          Method
          <input
            value={draft.method}
            onInput={change('method')}
            list="verbs"
            spellcheck={false}
            size={8}
            required
          />
        </label>
        <datalist id="verbs">
          {verbs.map((verb) => (
            <option key={verb} value={verb} />
          ))}
        </datalist>
        {paths === 1 && (
          <label class="grow">
            Path and query
            <input
              value={draft.path}
              onInput={change('path')}
              spellcheck={false}
              required
              pattern="/.*"
              title="starts with /"
            />
          </label>
        )}
      </div>
      <label>
        Headers, one on each line
        <textarea value={draft.headers} onInput={change('headers')} rows={2} spellcheck={false} />
      </label>
      <label>
        Body
        <textarea value={draft.body} onInput={change('body')} rows={4} spellcheck={false} />
      </label>
    </>
  );
}

const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
