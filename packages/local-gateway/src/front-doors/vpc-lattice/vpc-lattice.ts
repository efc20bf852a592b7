import type { FrontDoor } from '../front-door.ts';
import {
  buildLatticeEvent,
  buildLatticeV1Event,
  type LatticeEvent,
  type LatticeV1Event,
} from './event.ts';
import { readLatticeResult, readLatticeV1Result } from './result.ts';
import type { LatticeRoute } from './route.ts';

/** VPC Lattice with a Lambda target, event structure version 2.0. */
export const vpcLattice: FrontDoor<LatticeRoute, LatticeEvent> = {
  buildEvent: buildLatticeEvent,
  readResult: readLatticeResult,
};

/** VPC Lattice with a Lambda target, event structure version 1. */
export const vpcLatticeV1: FrontDoor<LatticeRoute, LatticeV1Event> = {
  buildEvent: buildLatticeV1Event,
  readResult: readLatticeV1Result,
};
