import { alb } from './alb/alb.ts';
import type { AlbEvent } from './alb/event.ts';
import type { AlbRoute } from './alb/route.ts';
import type { FrontDoor } from './front-door.ts';
import { functionUrl } from './function-url/function-url.ts';
import type { FunctionUrlRoute } from './function-url/route.ts';
import type { HttpApiV1Event } from './http-api/event-v1.ts';
import type { HttpApiEvent } from './http-api/event.ts';
import { httpApiV1 } from './http-api/http-api-v1.ts';
import { httpApi } from './http-api/http-api.ts';
import type { HttpApiRoute } from './http-api/route.ts';
import { lambda } from './lambda/lambda.ts';
import type { LambdaRoute } from './lambda/route.ts';
import type { RestApiEvent } from './rest-api/event.ts';
import { restApi } from './rest-api/rest-api.ts';
import type { RestRoute } from './rest-api/route.ts';
import type { LatticeEvent, LatticeV1Event } from './vpc-lattice/event.ts';
import type { LatticeRoute } from './vpc-lattice/route.ts';
import { vpcLattice, vpcLatticeV1 } from './vpc-lattice/vpc-lattice.ts';
import type { WebSocketEvent } from './websocket/event.ts';
import type { WebSocketRoute } from './websocket/route.ts';
import { webSocket } from './websocket/websocket.ts';

/** Every front door by its name; a load balancer is there twice, once for each kind of target group (ALB-2). */
export const frontDoorsByName: {
  readonly [Name in FrontDoorName]: FrontDoor<FrontDoorRoutes[Name], FrontDoorEvents[Name]>;
} = {
  'rest-api': restApi,
  'http-api': httpApi,
  'http-api-v1': httpApiV1,
  'function-url': functionUrl,
  alb,
  'alb-multi-value': alb,
  'vpc-lattice': vpcLattice,
  'vpc-lattice-v1': vpcLatticeV1,
  websocket: webSocket,
  lambda,
};

/** The name of a front door. */
export type FrontDoorName = keyof FrontDoorEvents;

/** What each front door delivers to a function. */
export interface FrontDoorEvents {
  readonly 'rest-api': RestApiEvent;
  readonly 'http-api': HttpApiEvent;
  readonly 'http-api-v1': HttpApiV1Event;
  readonly 'function-url': HttpApiEvent;
  readonly alb: AlbEvent;
  readonly 'alb-multi-value': AlbEvent;
  readonly 'vpc-lattice': LatticeEvent;
  readonly 'vpc-lattice-v1': LatticeV1Event;
  readonly websocket: WebSocketEvent;
  readonly lambda: unknown;
}

/** What each front door knows about the place that a request reached. */
export interface FrontDoorRoutes {
  readonly 'rest-api': RestRoute;
  readonly 'http-api': HttpApiRoute;
  readonly 'http-api-v1': HttpApiRoute;
  readonly 'function-url': FunctionUrlRoute;
  readonly alb: AlbRoute;
  readonly 'alb-multi-value': AlbRoute;
  readonly 'vpc-lattice': LatticeRoute;
  readonly 'vpc-lattice-v1': LatticeRoute;
  readonly websocket: WebSocketRoute;
  readonly lambda: LambdaRoute;
}
