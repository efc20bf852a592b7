import { functionNameOf } from '../assembly/physical-names.ts';
import type { Exchange } from '../exchange.ts';
import { alb } from '../front-doors/alb/alb.ts';
import { albBadGateway, albResponse } from '../front-doors/alb/response.ts';
import { headerValue } from '../front-doors/header-lines.ts';
import { splitTarget } from '../front-doors/request-target.ts';
import { textBytes } from '../front-doors/response-body.ts';
import type { FrontDoorResponse, HttpRequest, HttpResponse } from '../http.ts';
import type { RedirectTarget, RuleAction } from '../model/listener-action.ts';
import type { Listener, ListenerRule } from '../model/load-balancer.ts';
import type { TargetGroup } from '../model/target-group.ts';
import type { TracedRoute } from '../trace.ts';
import type { ApiServer, ApiServices } from './api-server.ts';
import { namesHost } from './allowed-hosts.ts';
import { chooseRule } from './choose-rule.ts';
import { invokeTarget } from './invoke-target.ts';
import { htmlError, htmlPage } from './load-balancer-errors.ts';
import { notSupported } from './not-supported.ts';
import { traceRequest, type Answer, type Tracer } from './trace-request.ts';

/** Serves a listener of a load balancer; `current` gives it as it is now. */
export function createListenerServer(current: () => Listener, services: ApiServices): ApiServer {
  return {
    // ALB-15.
    bodyLimit: 1_048_576,
    bodyTooLarge: htmlError(413),
    tooBusy: htmlError(503),
    allowsHost: (host) => namesHost(current(), host),
    respond(request, exchange, refused) {
      const listener = current();
      const traced = { frontDoor: listener.frontDoor, stack: listener.stack, api: listener.name };
      return traceRequest(traced, request, exchange, services.invoke, services.log, (tracer) =>
        refused ? { response: refused } : answer(listener, request, exchange, tracer),
      );
    },
  };
}

async function answer(
  listener: Listener,
  request: HttpRequest,
  exchange: Exchange,
  tracer: Tracer,
): Promise<Answer> {
  const rule = chooseRule(listener.rules, request, exchange);
  if (rule === undefined) return { response: htmlError(503, 'the listener has no default rule') };
  const { action } = rule;
  const target = action.type === 'forward' ? chooseTarget(action) : undefined;
  const response = target
    ? await forward(target, listener, request, exchange, tracer)
    : answerItself(action, listener, request, exchange);
  return { response, route: tracedRoute(rule, target) };
}

function answerItself(
  action: RuleAction,
  listener: Listener,
  request: HttpRequest,
  exchange: Exchange,
): FrontDoorResponse {
  switch (action.type) {
    case 'fixed-response': {
      const { statusCode, contentType, body } = action;
      const response: HttpResponse = {
        statusCode,
        headers: [['Content-Type', contentType]],
        body: textBytes(body),
      };
      return albResponse(response, request, exchange);
    }
    case 'redirect': {
      const location = redirectLocation(action.to, listener, request);
      const { statusCode, body } = htmlPage(action.statusCode);
      const headers = [
        ['Content-Type', 'text/html'],
        ['Location', location],
      ] as const;
      return albResponse({ statusCode, headers, body }, request, exchange);
    }
    case 'forward':
      return htmlError(503, 'every target group of the rule has the weight 0');
    default:
      return notSupported(action.reason);
  }
}

async function forward(
  group: TargetGroup,
  { protocol, port }: Listener,
  request: HttpRequest,
  exchange: Exchange,
  tracer: Tracer,
): Promise<FrontDoorResponse> {
  const { arn, functionArn, multiValueHeaders, problem } = group;
  if (problem !== undefined) return notSupported(problem);
  // ALB-16.
  if (functionArn === undefined) return htmlError(503, 'the target group has no registered target');
  const route = { targetGroupArn: arn, multiValueHeaders, protocol, port };
  const payload = JSON.stringify(alb.buildEvent(request, route, exchange));
  const invoked = await invokeTarget(tracer.invoke, functionArn, payload, {
    traceId: exchange.traceId,
  });
  if (invoked.kind === 'result') return alb.readResult(invoked.result, request, route, exchange);
  // ALB-16: also a throttled function.
  if (invoked.kind === 'timeout') return albBadGateway(invoked.reason, request, exchange);
  const { message, reason = message } = invoked.error;
  return albBadGateway(reason, request, exchange);
}

/** By weight, at random as on AWS; groups of weight 0 get nothing. */
function chooseTarget({
  targets,
}: Extract<RuleAction, { type: 'forward' }>): TargetGroup | undefined {
  const total = targets.reduce((sum, { weight }) => sum + weight, 0);
  let point = Math.random() * total;
  return targets.find(({ weight }) => (point -= weight) < 0)?.group;
}

function redirectLocation(
  to: RedirectTarget,
  { protocol, port }: Listener,
  request: HttpRequest,
): string {
  const { path, query } = splitTarget(request.target);
  const host = headerValue(request.headers, 'host') ?? '';
  const parts: Readonly<Record<string, string>> = {
    protocol,
    host: host.replace(/:\d+$/, ''),
    // The port that the client called, which is none of the listener's own on this machine.
    port: /:(\d+)$/.exec(host)?.[1] ?? String(port),
    path: path.slice(1),
    query,
  };
  const fill = (text: string) =>
    text.replace(/#\{(\w+)\}/g, (all, name: string) => parts[name] ?? all);
  const search = fill(to.query);
  return `${fill(to.protocol).toLowerCase()}://${fill(to.host)}:${fill(to.port)}${fill(to.path)}${search === '' ? '' : `?${search}`}`;
}

function tracedRoute(rule: ListenerRule, target: TargetGroup | undefined): TracedRoute {
  return {
    stage: '$default',
    resourcePath: `rule ${rule.priority}`,
    httpMethod: 'ANY',
    integrationType: rule.action.type,
    ...(target?.functionArn !== undefined && { functionName: functionNameOf(target.functionArn) }),
  };
}
