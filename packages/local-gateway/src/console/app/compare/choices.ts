import type { CompareSide } from '../../wire/requests.ts';
import { draftFor } from '../data/draft.ts';
import type { PlacedMethod } from '../data/use-apis.ts';

/** A side of a comparison: a method as one of the two integration types. */
export interface Choice {
  readonly key: string;
  readonly placed: PlacedMethod;
  readonly type: 'AWS' | 'AWS_PROXY';
  /** The type is not the one that the template says. */
  readonly switched: boolean;
  readonly side: CompareSide;
}

/** Every Lambda method twice: as its template says, and with the box switched. */
export function choicesOf(methods: readonly PlacedMethod[]): readonly Choice[] {
  return methods.flatMap((placed) => {
    const { api, path, method } = placed;
    if (method.details?.functionName === undefined) return [];
    return (['AWS', 'AWS_PROXY'] as const).map((type) => ({
      key: `${api.id} ${method.id} ${type}`,
      placed,
      type,
      switched: type !== method.declaredType,
      side: {
        apiId: api.id,
        stage: api.stages[0]?.name ?? '',
        path: draftFor(method.httpMethod, path).path,
        override: { methodId: method.id, type },
      },
    }));
  });
}

/** Two methods of the same verb and path, one of each type; or else the first method with the box off and on. */
export function firstPair(choices: readonly Choice[]): readonly [Choice, Choice] | undefined {
  const declared = choices.filter(({ switched }) => !switched);
  for (const left of declared.filter(({ type }) => type === 'AWS')) {
    const right = declared.find(
      ({ type, placed }) => type === 'AWS_PROXY' && isTwin(placed, left.placed),
    );
    if (right) return [left, right];
  }
  const off = choices.find(({ type }) => type === 'AWS');
  const on = choices.find(({ type, placed }) => type === 'AWS_PROXY' && placed === off?.placed);
  return off && on && [off, on];
}

/** Whether two choices are of one method, whatever its type. */
export function isSameMethod({ placed: one }: Choice, { placed: other }: Choice): boolean {
  return one.api.id === other.api.id && one.method.id === other.method.id;
}

function isTwin(one: PlacedMethod, other: PlacedMethod): boolean {
  return one.path === other.path && one.method.httpMethod === other.method.httpMethod;
}
