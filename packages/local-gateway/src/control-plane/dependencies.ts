import { isObject } from '../assembly/template.ts';
import type { SourceTemplate } from './source-template.ts';

/** Logical ids in the order in which CloudFormation can create them: what a resource refers to comes before it. */
export function inOrder(template: SourceTemplate): readonly string[] {
  const ordered = new Set<string>();
  const visiting = new Set<string>();
  const visit = (logicalId: string) => {
    const resource = template.Resources[logicalId];
    if (resource === undefined || ordered.has(logicalId) || visiting.has(logicalId)) return;
    visiting.add(logicalId);
    for (const name of references(resource)) visit(name);
    ordered.add(logicalId);
  };
  for (const logicalId of Object.keys(template.Resources)) visit(logicalId);
  return [...ordered];
}

/** Every name that `DependsOn`, `Ref`, `Fn::GetAtt` and `Fn::Sub` mention, at any depth. */
function references(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, argument]) => {
    if (key === 'DependsOn' || key === 'Ref') return [argument].flat().map(String);
    if (key === 'Fn::GetAtt') return [String([argument].flat()[0]).split('.')[0] ?? ''];
    if (key !== 'Fn::Sub') return references(argument);
    const [text, variables] = [argument].flat();
    const names = [...String(text).matchAll(/\$\{([^!.}]+)/g)].map(([, name]) => name ?? '');
    return [...names, ...references(variables)];
  });
}
