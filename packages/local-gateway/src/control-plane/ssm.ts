import { isObject } from '../assembly/template.ts';
import { json, type Answer, type Call } from './call.ts';

/** The bootstrap version is the only parameter there is; without it the account is not bootstrapped. */
export function answerSsm(bootstrapVersion: number | undefined, { body }: Call): Answer {
  const input: unknown = JSON.parse(Buffer.from(body).toString());
  const name = isObject(input) ? String(input['Name']) : '';
  if (bootstrapVersion === undefined || !/^\/cdk-bootstrap\/.+\/version$/.test(name)) {
    return json({ __type: 'ParameterNotFound', message: `Parameter ${name} not found.` }, 400);
  }
  return json({ Parameter: { Name: name, Type: 'String', Value: String(bootstrapVersion) } });
}
