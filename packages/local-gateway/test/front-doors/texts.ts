import { type Arbitrary, array, nat } from 'fast-check';

/** Any UTF-16 text: control characters, lone surrogates and all. */
export const anyText: Arbitrary<string> = array(nat({ max: 0xff_ff })).map((codes) =>
  String.fromCharCode(...codes),
);

/** Any text that has a UTF-8 form. */
export const wellFormedText: Arbitrary<string> = anyText.map((text) => text.toWellFormed());
