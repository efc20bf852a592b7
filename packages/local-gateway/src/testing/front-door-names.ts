import type { FrontDoorName } from '../front-doors/front-doors.ts';

/**
 * The names of all front doors, for `describe.each`.
 *
 * @example
 * ```ts
 * describe.each(frontDoors)('hello, behind %s', (frontDoor) => { … });
 * ```
 */
export const frontDoors: readonly FrontDoorName[] = [
  'rest-api',
  'http-api',
  'http-api-v1',
  'function-url',
  'alb',
  'alb-multi-value',
  'vpc-lattice',
  'vpc-lattice-v1',
  'websocket',
  'lambda',
];
