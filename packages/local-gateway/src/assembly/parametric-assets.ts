import { isObject, type Template } from './template.ts';

/** An asset that a template names by a parameter, as CDK 1 does, and CDK 2 with its legacy synthesizer. */
export interface ParametricAsset {
  /** Name of the parameter for its S3 key, which here is the key, too. */
  readonly key: string;
  /** As the manifest has it. */
  readonly path: string;
  /** Names of the parameters for its bucket and its hash. */
  readonly others: readonly string[];
}

/** The assets among what CDK wrote down about the constructs of a stack. */
export function parametricAssets(metadata: readonly unknown[]): readonly ParametricAsset[] {
  const entries = metadata.flatMap((byConstruct) =>
    Object.values(isObject(byConstruct) ? byConstruct : {}).flat(),
  );
  return entries.flatMap((entry) => {
    const { type, data } = isObject(entry) ? entry : {};
    if (type !== 'aws:cdk:asset' || !isObject(data)) return [];
    const { s3KeyParameter: key, path, s3BucketParameter, artifactHashParameter } = data;
    if (typeof key !== 'string' || typeof path !== 'string') return [];
    const others = [s3BucketParameter, artifactHashParameter];
    return [{ key, path, others: others.filter((name) => typeof name === 'string') }];
  });
}

/** The template with what the toolkit would give for these parameters: the prefix of a key, `||`, and the rest of it. */
export function withAssetKeys(template: Template, assets: readonly ParametricAsset[]): Template {
  const given = assets.flatMap(({ key, others }) => [
    [key, { Default: `||${key}` }] as const,
    ...others.map((name) => [name, { Default: 'assets' }] as const),
  ]);
  return { ...template, Parameters: { ...template.Parameters, ...Object.fromEntries(given) } };
}
