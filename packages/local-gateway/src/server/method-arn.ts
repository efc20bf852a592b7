import { localAccount, localRegion } from '../assembly/physical-ids.ts';

/** The ARN by which policies name a method of a stage and the path that was asked for (GW-20, GW-21). */
export function methodArn(apiId: string, stage: string, method: string, path: string): string {
  return `arn:aws:execute-api:${localRegion}:${localAccount}:${apiId}/${stage}/${method}/${path.replace(/^\//, '')}`;
}
