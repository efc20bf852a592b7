import type { JSX } from 'preact';

import { printable } from '../data/printable.ts';
import { isSameMethod, type Choice } from './choices.ts';

/** Chooses a method, the type it is served as, and the path that the request takes to it. */
export function SidePicker({
  name,
  choices,
  chosen,
  onChoose,
}: {
  name: string;
  choices: readonly Choice[];
  chosen: Choice;
  onChoose: (choice: Choice) => void;
}): JSX.Element {
  const ticked = chosen.type === 'AWS_PROXY';
  const choose = (key: string) => {
    const found = choices.find((choice) => choice.key === key);
    if (found) onChoose(found);
  };
  return (
    <fieldset class={`side ${chosen.type === 'AWS_PROXY' ? 'proxy' : 'plain'}`}>
      <legend>{name}</legend>
      <label>
        API and method
        <select value={chosen.key} onChange={(event) => choose(event.currentTarget.value)}>
          {choices
            .filter((choice) =>
              isSameMethod(choice, chosen) ? choice.type === chosen.type : !choice.switched,
            )
            .map(({ key, placed }) => (
              <option key={key} value={key}>
                {printable(
                  `${placed.api.stack} / ${placed.api.name}: ${placed.method.httpMethod} ${placed.path}`,
                )}
              </option>
            ))}
        </select>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={ticked}
          onChange={() => {
            const other = choices.find(
              (choice) => isSameMethod(choice, chosen) && choice.type !== chosen.type,
            );
            if (other)
              onChoose({ ...other, side: { ...other.side, path: chosen.side.path ?? '/' } });
          }}
        />
        <span>Use Lambda proxy integration</span>
      </label>
      {chosen.switched && (
        <p class="quiet">
          The template says {chosen.placed.method.declaredType}: switched for this request only.
        </p>
      )}
      <label>
        Path and query
        <input
          value={chosen.side.path}
          required
          pattern="/.*"
          title="starts with /"
          spellcheck={false}
          onInput={(event) =>
            onChoose({ ...chosen, side: { ...chosen.side, path: event.currentTarget.value } })
          }
        />
      </label>
    </fieldset>
  );
}
