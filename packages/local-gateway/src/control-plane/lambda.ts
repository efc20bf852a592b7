import { localEnvironment } from '../assembly/physical-ids.ts';
import { functionArn } from '../assembly/physical-names.ts';
import { isObject } from '../assembly/template.ts';
import { json, type Answer, type Call } from './call.ts';
import type { ResourceRecord, Stacks } from './stacks.ts';

/** Code that was given to a function past CloudFormation: S3 keys by function name. */
export type CodeOverrides = Map<string, string>;

/** What a hotswap does: update a function's code, and wait until it is active. */
export function answerLambda(
  stacks: Stacks,
  codes: CodeOverrides,
  onCode: () => void,
  { method, url, body }: Call,
): Answer {
  const [, name = '', part] =
    /^\/2015-03-31\/functions\/([^/]+)(?:\/(\w+))?/.exec(url.pathname) ?? [];
  const found = findFunction(stacks, decodeURIComponent(name));
  if (found === undefined) {
    return refusal(
      'ResourceNotFoundException',
      `Function not found: ${functionArn(name, localEnvironment)}`,
      404,
    );
  }
  if (method === 'PUT' && part === 'code') {
    const input: unknown = JSON.parse(Buffer.from(body).toString());
    codes.set(found.physicalId, isObject(input) ? String(input['S3Key']) : '');
    onCode();
  } else if (method !== 'GET') {
    return refusal(
      'NotImplemented',
      `${method} ${url.pathname} is not part of this control plane`,
      501,
    );
  }
  const configuration = {
    FunctionName: found.physicalId,
    FunctionArn: functionArn(found.physicalId, localEnvironment),
    State: 'Active',
    LastUpdateStatus: 'Successful',
  };
  return json(part === undefined ? { Configuration: configuration } : configuration);
}

function refusal(code: string, Message: string, statusCode: number): Answer {
  const answer = json({ Type: 'User', Message }, statusCode);
  return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': code } };
}

function findFunction(stacks: Stacks, name: string): ResourceRecord | undefined {
  return stacks
    .existing()
    .flatMap(({ resources }) => [...resources.values()])
    .find(({ type, physicalId }) => type === 'AWS::Lambda::Function' && physicalId === name);
}
