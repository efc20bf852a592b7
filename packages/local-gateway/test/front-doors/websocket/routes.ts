import type { WebSocketRoute } from '../../../src/front-doors/websocket/route.ts';

/** A connection, and the route of an event on it. */
export function webSocketRoute(parts: Partial<WebSocketRoute> = {}): WebSocketRoute {
  return {
    apiId: 'dl7ptocha9',
    stage: 'prod',
    routeKey: '$default',
    domainName: 'dl7ptocha9.execute-api.eu-west-1.amazonaws.com',
    connectionId: 'R1kmxc2VNjMCFIA=',
    connectedAt: 1718635690000,
    ...parts,
  };
}
