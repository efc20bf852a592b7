import type { FrontDoor } from '../front-door.ts';
import { buildAlbEvent, type AlbEvent } from './event.ts';
import { readAlbResult } from './result.ts';
import type { AlbRoute } from './route.ts';

/** Application Load Balancer with a Lambda target; its target group decides on single or multi-value maps. */
export const alb: FrontDoor<AlbRoute, AlbEvent> = {
  buildEvent: buildAlbEvent,
  readResult: readAlbResult,
};
