/** Whether a text fits a pattern as a whole: `*` stands for any number of characters, `?` for one. */
export function fitsWildcards(pattern: string, text: string, flags: '' | 'i' = ''): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    // Several in a row mean no more than one, and would take long.
    .replaceAll(/\*+/g, '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, `s${flags}`).test(text);
}
