import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { ApisView } from '../../src/console/wire/apis.ts';
import type { SentView } from '../../src/console/wire/requests.ts';
import { httpApi, restApi, lambdaIntegration, writeAssembly } from '../assemblies.ts';
import { serve, type ServedConsole } from './console-client.ts';

const echo = `
export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });`;

const streaming = `
export const handler = awslambda.streamifyResponse(async (event, stream) => {
  stream.write('one,');
  stream.end('two');
});`;

const resources = {
  ...restApi([{ path: 'hello', method: 'POST', integration: lambdaIntegration('Echo') }]),
  ...httpApi('Http', [{ key: 'POST /hello', functionId: 'Echo' }]),
  Url: {
    Type: 'AWS::Lambda::Url',
    Properties: { TargetFunctionArn: { 'Fn::GetAtt': ['Echo', 'Arn'] }, AuthType: 'NONE' },
  },
  StreamingUrl: {
    Type: 'AWS::Lambda::Url',
    Properties: {
      TargetFunctionArn: { 'Fn::GetAtt': ['Streaming', 'Arn'] },
      AuthType: 'NONE',
      InvokeMode: 'RESPONSE_STREAM',
    },
  },
  Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: { Name: 'front' } },
  Group: {
    Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
    Properties: { TargetType: 'lambda', Targets: [{ Id: { 'Fn::GetAtt': ['Echo', 'Arn'] } }] },
  },
  Listener: {
    Type: 'AWS::ElasticLoadBalancingV2::Listener',
    Properties: {
      LoadBalancerArn: { Ref: 'Balancer' },
      Port: 80,
      Protocol: 'HTTP',
      DefaultActions: [{ Type: 'forward', TargetGroupArn: { Ref: 'Group' } }],
    },
  },
};

describe('the console of other front doors than REST APIs', () => {
  let served: ServedConsole;

  beforeAll(async () => {
    served = await serve(
      await writeAssembly({ functions: { Echo: echo, Streaming: streaming }, resources }),
    );
  });
  afterAll(() => served.close());

  const send = async (index: number, path = '/hello') => {
    const { apis } = JSON.parse((await served.call('/api/apis')).body) as ApisView;
    const api = apis[index];
    const input = {
      apiId: api?.id,
      stage: api?.stages[0]?.name,
      method: 'POST',
      path,
      headers: [],
      body: 'hi',
    };
    const { body } = await served.call('/api/send', input);
    return { api, ...(JSON.parse(body) as SentView) };
  };

  it.each([
    [0, 'rest-api', '"resource":"/hello"'],
    [1, 'http-api', '"routeKey":"POST /hello"'],
    [2, 'function-url', '"routeKey":"$default"'],
    [4, 'alb', '"targetGroupArn"'],
  ])('lists API %i, a %s, sends to it and finds the trace', async (index, frontDoor, event) => {
    const { api, response, trace } = await send(index);

    expect(api?.frontDoor).toBe(frontDoor);
    expect(api?.resources[0]?.methods).toHaveLength(1);
    expect(response.statusCode).toBe(200);
    expect(trace?.frontDoor).toBe(frontDoor);
    expect(trace?.event?.text).toContain(event);
    expect(trace?.origin).toBe(new URL(api?.stages[0]?.url ?? '').origin);
  });

  it('replays a request of each', async () => {
    for (const index of [0, 1, 2, 4]) {
      const { trace } = await send(index);

      const { body } = await served.call('/api/replay', { id: trace?.row.id });

      expect((JSON.parse(body) as SentView).trace?.row.id).not.toBe(trace?.row.id);
    }
  });

  it('shows the whole of a streamed response to who sent it, and says that its trace keeps none of it', async () => {
    const { response, trace } = await send(3);

    expect(response).toMatchObject({ body: { text: 'one,two' } });
    expect(trace?.response.streamed).toBe(true);
    expect(trace?.invocation?.log.join('\n')).toContain('REPORT');
  });
});
