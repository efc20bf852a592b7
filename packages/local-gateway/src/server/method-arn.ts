import type { RestApi } from '../model/rest-api.ts';

/** The ARN by which policies name a method of a stage and the path that was asked for (GW-20, GW-21). */
export function methodArn(
  { accountId, region, id }: Pick<RestApi, 'accountId' | 'region' | 'id'>,
  stage: string,
  method: string,
  path: string,
): string {
  return `arn:aws:execute-api:${region}:${accountId}:${id}/${stage}/${method}/${path.replace(/^\//, '')}`;
}
