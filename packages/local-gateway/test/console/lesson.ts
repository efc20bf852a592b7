import { lambdaIntegration, restApi, type AssemblyParts } from '../assemblies.ts';

/** The lesson's own: gives its event back, in an envelope where it is one of a proxy integration. */
const handler = `
export const handler = async (event) => {
  console.log('got', JSON.stringify(event).length, 'characters');
  const body = event.httpMethod === undefined ? JSON.stringify(event) : event.body;
  if (body?.includes('please fail')) throw new Error('failed <img src=x onerror=alert(1)>');
  if (body?.includes('no envelope')) return 'no envelope';
  return event.httpMethod === undefined ? event : { statusCode: 200, body: JSON.stringify(event) };
};`;

const responses = [
  { StatusCode: '200' },
  {
    StatusCode: '500',
    SelectionPattern: 'failed.*',
    ResponseTemplates: { 'application/json': '{"message":"hidden"}' },
  },
];

/** One function behind both integration types, a mock, and what is not served. */
export const lessonParts: AssemblyParts = {
  functions: { Echo: handler },
  functionProperties: { Environment: { Variables: { DATABASE_PASSWORD: 'hunter2' } } },
  resources: restApi([
    {
      path: 'aws',
      method: 'POST',
      integration: lambdaIntegration('Echo', { Type: 'AWS', IntegrationResponses: responses }),
    },
    { path: 'proxy', method: 'POST', integration: lambdaIntegration('Echo') },
    {
      path: 'mapped',
      method: 'ANY',
      integration: lambdaIntegration('Echo', {
        Type: 'AWS',
        PassthroughBehavior: 'NEVER',
        RequestTemplates: {
          'application/json': '{"to": $input.json("$.message"), "as": "$context.httpMethod"}',
        },
        IntegrationResponses: responses,
      }),
    },
    {
      path: 'mock',
      method: 'GET',
      integration: {
        Type: 'MOCK',
        RequestTemplates: { 'application/json': '{"statusCode": 200}' },
        IntegrationResponses: [{ StatusCode: '200' }],
      },
    },
    {
      path: 'topic',
      method: 'GET',
      integration: { Type: 'HTTP_PROXY', Uri: 'https://example.com' },
    },
  ]),
};
