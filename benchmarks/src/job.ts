/** The front doors of the comparison. */
export const frontDoors = ['rest-api', 'http-api', 'alb'] as const;
export type FrontDoor = (typeof frontDoors)[number];

/** Small: 25 bytes of JSON; large: 1 MB in and out. */
export const sizes = ['small', 'large'] as const;
export type Size = (typeof sizes)[number];

/** What a handler has to answer to a request of the job, whatever its front door. */
export interface Answer {
  readonly message: unknown;
  readonly name: string;
  readonly agent: string;
}

/** The two cookies of every answer. */
const cookies = ['session=abc123; Path=/; HttpOnly', 'theme=dark; Path=/'];

/** `POST /hello?name=Ada` with a JSON body, as each front door delivers it. */
export function buildEvent(frontDoor: FrontDoor, size: Size): Record<string, unknown> {
  // A load balancer takes 1 MB of result, in which the quotes of a body are escaped (ALB-15).
  const bytes = frontDoor === 'alb' ? 700_000 : 1_000_000;
  const body = JSON.stringify({ message: size === 'small' ? 'Hello World' : largeMessage(bytes) });
  const headers: Record<string, string> = {
    accept: 'application/json',
    'content-type': 'application/json',
    host: 'api.example.com',
    'user-agent': 'benchmark/1.0',
    'x-agent': 'bench',
    'x-amzn-trace-id': 'Root=1-67fd87cd-548ca2e2768cf411287e4266',
    'x-forwarded-for': '203.0.113.7',
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
  };
  const common = { headers, body, isBase64Encoded: false };
  const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  if (frontDoor === 'http-api') {
    return {
      version: '2.0',
      routeKey: 'POST /hello',
      rawPath: '/hello',
      rawQueryString: 'name=Ada',
      queryStringParameters: { name: 'Ada' },
      requestContext: {
        accountId: '123456789012',
        apiId: 'abcdef',
        domainName: 'abcdef.execute-api.eu-west-1.amazonaws.com',
        domainPrefix: 'abcdef',
        http: {
          method: 'POST',
          path: '/hello',
          protocol: 'HTTP/1.1',
          sourceIp: '203.0.113.7',
          userAgent: 'benchmark/1.0',
        },
        requestId: 'JKJaXmPLvHcESHA=',
        routeKey: 'POST /hello',
        stage: '$default',
        time: '22/Nov/2026:10:00:00 +0000',
        timeEpoch: 1_795_341_600_000,
      },
      ...common,
    };
  }
  if (frontDoor === 'alb') {
    return {
      requestContext: {
        elb: { targetGroupArn: 'arn:aws:elasticloadbalancing:eu-west-1:1:tg/a/b' },
      },
      httpMethod: 'POST',
      path: '/hello',
      multiValueQueryStringParameters: { name: ['Ada'] },
      multiValueHeaders: lists,
      body,
      isBase64Encoded: false,
    };
  }
  return {
    resource: '/hello',
    path: '/hello',
    httpMethod: 'POST',
    multiValueHeaders: lists,
    queryStringParameters: { name: 'Ada' },
    multiValueQueryStringParameters: { name: ['Ada'] },
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      resourceId: 'a1b2c3',
      resourcePath: '/hello',
      httpMethod: 'POST',
      extendedRequestId: 'IXpuDGp5oAMEVjw=',
      requestTime: '22/Nov/2026:10:00:00 +0000',
      path: '/v1/hello',
      accountId: '123456789012',
      protocol: 'HTTP/1.1',
      stage: 'v1',
      domainPrefix: 'abcdef',
      requestTimeEpoch: 1_795_341_600_000,
      requestId: '1f6d9b3a-0000-4000-8000-000000000000',
      identity: { sourceIp: '203.0.113.7', userAgent: 'benchmark/1.0', userArn: null },
      domainName: 'abcdef.execute-api.eu-west-1.amazonaws.com',
      deploymentId: 'd4e5f6',
      apiId: 'abcdef',
    },
    ...common,
  };
}

function largeMessage(size: number): unknown[] {
  const items: unknown[] = [];
  for (let bytes = 0; bytes < size;) {
    const id = items.length;
    const item = {
      id,
      name: `item ${id}`,
      description: 'a text of some length that says what the item is',
      tags: ['new', 'small', 'blue'],
      price: id * 1.25,
      isActive: id % 2 === 0,
      size: { width: id % 100, height: 40 },
    };
    bytes += JSON.stringify(item).length + 1;
    items.push(item);
  }
  return items;
}

/** What is wrong with an answer; nothing when it is right. */
export function findFaults(frontDoor: FrontDoor, size: Size, result: unknown): string[] {
  const { statusCode, headers = {}, multiValueHeaders = {}, body, ...rest } = toRecord(result);
  const lines = [...toLines(toRecord(headers)), ...toLines(toRecord(multiValueHeaders))];
  const sent = Array.isArray(rest['cookies']) ? rest['cookies'].map(String) : [];
  const found = [
    ...sent,
    ...lines.filter(([name]) => name === 'set-cookie').map(([, value]) => value),
  ];
  const expected: Answer = {
    message: toRecord(JSON.parse(String(buildEvent(frontDoor, size)['body'])))['message'],
    name: 'Ada',
    agent: 'bench',
  };
  return [
    ...(statusCode === 200 ? [] : [`status ${String(statusCode)}`]),
    ...(body === JSON.stringify(expected) ? [] : ['body']),
    ...(has(lines, 'x-served-by', 'bench') ? [] : ['header']),
    ...(lines.some(
      ([name, value]) => name === 'content-type' && value.startsWith('application/json'),
    )
      ? []
      : ['content type']),
    ...(found.length === 2 && cookies.every((cookie) => found.includes(cookie)) ? [] : ['cookies']),
    ...(frontDoor === 'alb' && Object.keys(toRecord(multiValueHeaders)).length === 0
      ? ['header map']
      : []),
  ];
}

function toLines(headers: Record<string, unknown>): [string, string][] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((item): [string, string] => [name.toLowerCase(), String(item)]),
  );
}

function has(lines: readonly [string, string][], name: string, value: string): boolean {
  return lines.some((line) => line[0] === name && line[1] === value);
}

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
