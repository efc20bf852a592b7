/** A URI with `${stageVariables.X}` filled in, or the name of a variable that the stage does not have (REQ-52). */
export function fillStageVariables(
  uri: string,
  variables: Readonly<Record<string, string>>,
): { readonly uri: string } | { readonly missing: string } {
  let missing: string | undefined;
  const filled = uri.replace(/\$\{stageVariables\.(\w+)\}/g, (_, name: string) => {
    if (!Object.hasOwn(variables, name)) missing = name;
    return variables[name] ?? '';
  });
  return missing === undefined ? { uri: filled } : { missing };
}
