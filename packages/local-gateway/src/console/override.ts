import { BadRequestError } from './bad-request.ts';
import type { ConsoleSource } from './console-source.ts';
import { overrideIn, textIn, type Input } from './read-input.ts';

/** Serves a Lambda method with *Use Lambda proxy integration* switched, in this gateway alone. */
export function override(gateway: ConsoleSource, input: Input): void {
  const apiId = textIn(input, 'apiId');
  const methodId = textIn(input, 'methodId');
  const type = overrideIn(input, 'type');
  const method = gateway
    .model()
    .restApis.find(({ id }) => id === apiId)
    ?.resources.flatMap(({ methods }) => methods)
    .find(({ logicalId }) => logicalId === methodId);
  if (method === undefined) throw new BadRequestError('found no such method of a REST API');
  const { Type } = method.settings.Integration;
  if (Type !== 'AWS' && Type !== 'AWS_PROXY') {
    throw new BadRequestError('only a method that calls Lambda has this box');
  }
  gateway.overrideIntegration(apiId, methodId, type === Type ? undefined : type);
}
