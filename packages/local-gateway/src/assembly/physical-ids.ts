import { hash } from 'node:crypto';

/** The account of stacks that name none: no real account has this number. */
export const localAccount = '123456789012';
/** The region of stacks that name none. */
export const localRegion = 'us-east-1';

/** The account and the region that a stack lies in. */
export interface StackEnvironment {
  /** 12 digits. */
  readonly account: string;
  /** `eu-west-1` */
  readonly region: string;
}

/** Of stacks that name no environment. */
export const localEnvironment: StackEnvironment = { account: localAccount, region: localRegion };

/** A stable id of `length` characters `a-z0-9`, like those API Gateway gives out. */
export function stableId(length: number, ...names: readonly string[]): string {
  const digest = hash('sha256', names.join('\0'), 'buffer');
  let id = '';
  for (const byte of digest.subarray(0, length)) id += (byte % 36).toString(36);
  return id;
}

/** A stable UUID, for what AWS numbers by UUIDs. */
export function stableUuid(...names: readonly string[]): string {
  const hex = hash('sha256', names.join('\0'));
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}
