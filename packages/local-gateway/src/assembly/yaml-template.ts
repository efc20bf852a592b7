import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import type { CollectionTag, ScalarTag, YAMLMap, YAMLSeq } from 'yaml';

/**
 * Parses a CloudFormation template in YAML, with the short forms of its intrinsic functions (`!Ref`, `!Sub` …) as the
 * long ones.
 *
 * @throws {SyntaxError} for what is no YAML, has an unknown tag, or grows without bound when its aliases are followed
 */
export function parseYamlTemplate(text: string): unknown {
  const { parseDocument, YAMLMap, Pair, Scalar } = loadYaml();
  const document = parseDocument(text, {
    // CloudFormation's own version, without its dates: `2012-10-17` is text.
    schema: 'yaml-1.1',
    customTags: (tags) => [
      asWritten,
      ...tags.filter((tag) => tag !== 'timestamp' && !isTimestamp(tag)),
      ...shortForms(longForm),
    ],
  });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw new SyntaxError(problem.message.split('\n')[0]);
  try {
    return document.toJS();
  } catch (error) {
    // Too many aliases (CON-12).
    throw new SyntaxError(error instanceof Error ? error.message : String(error));
  }

  function longForm(name: string, argument: YAMLMap | YAMLSeq): YAMLMap {
    const map = new YAMLMap();
    map.items.push(new Pair(new Scalar(name), argument));
    return map;
  }
}

/** `2.0` is what a version or a variable is to be, and as a number it would be 2. */
const asWritten: ScalarTag = {
  tag: 'tag:yaml.org,2002:str',
  default: true,
  test: /^[-+]?\d+\.\d*0$/,
  resolve: (text) => text,
};

/** Loaded for the first template in YAML: it would take a tenth of a start that has none. */
function loadYaml(): typeof Yaml {
  // The package's own types describe what it exports.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return createRequire(import.meta.url)('yaml') as typeof Yaml;
}

function isTimestamp(tag: unknown): boolean {
  return (
    typeof tag === 'object' &&
    tag !== null &&
    'tag' in tag &&
    tag.tag === 'tag:yaml.org,2002:timestamp'
  );
}

/** A tag for each function and each kind of argument: `!Sub text`, `!Join [ … ]`, `!Transform { … }`. */
function shortForms(
  longForm: (name: string, argument: YAMLMap | YAMLSeq) => YAMLMap,
): readonly (CollectionTag | ScalarTag)[] {
  return functionNames.flatMap((short) => {
    const tag = `!${short}`;
    const name = short === 'Ref' || short === 'Condition' ? short : `Fn::${short}`;
    const resolve = (argument: YAMLMap | YAMLSeq) => longForm(name, argument);
    return [
      { tag, resolve: (argument: string) => ({ [name]: argument }) },
      { tag, collection: 'seq' as const, resolve },
      { tag, collection: 'map' as const, resolve },
    ];
  });
}

const functionNames = [
  'And',
  'Base64',
  'Cidr',
  'Condition',
  'Equals',
  'FindInMap',
  'GetAtt',
  'GetAZs',
  'If',
  'ImportValue',
  'Join',
  'Length',
  'Not',
  'Or',
  'Ref',
  'Select',
  'Split',
  'Sub',
  'ToJsonString',
  'Transform',
] as const;
