import type { AdviceEntry } from './entry.ts';

/** About routes and integrations; the first entry that fits counts. */
export const integrationAdvice: readonly AdviceEntry[] = [
  {
    reasons: /^no method serves /,
    clause: 'GW-4',
    meaning: 'a REST API answers an unknown path or verb with 403, never with 404 or 405',
    fix: 'add the resource and the verb, or ANY on {proxy+}',
  },
  {
    reasons: /^no stage serves .*expected a path below/,
    clause: 'GW-29',
    meaning: 'the first part of the path names the stage of a REST API',
    fix: 'put the stage in front of the path',
  },
  {
    reasons: /^no base path serves /,
    clause: 'REST-53',
    meaning:
      'a custom domain leads to an API by the base paths that are mapped, and by nothing else',
    fix: 'put a mapped base path in front, or map the root of the domain',
  },
  {
    reasons: /^no (route|stage) serves /,
    clause: 'HTTP2-33',
    meaning: 'no route key fits method and path, and there is no $default route',
    fix: 'add the route; routes of a named stage are below its name',
  },
  {
    reasons: /expected IntegrationHttpMethod POST/,
    clause: 'REST-64',
    meaning: 'Lambda is always called with POST, whatever the verb of the method',
    fix: 'set IntegrationHttpMethod to POST',
  },
  {
    reasons: /^integration has no integration responses/,
    clause: 'REQ-33, REQ-62',
    meaning:
      'a non-proxy integration needs integration responses; CDK writes none with proxy: false',
    fix: "add integrationResponses: [{ statusCode: '200' }] and methodResponses: [{ statusCode: '200' }]",
  },
  {
    reasons: /^no match for output mapping/,
    clause: 'REQ-33',
    meaning: 'no selection pattern matches the whole error message, and no response is the default',
    fix: 'add an integration response without selectionPattern',
  },
  {
    reasons: /^selection pattern of /,
    clause: 'REQ-31, REQ-35',
    meaning: 'a selection pattern is a regular expression of Java for the whole message or status',
    fix: 'correct the pattern',
  },
  {
    reasons: /is not base64, expected base64 text because of /,
    clause: 'REQ-11, REQ-46',
    meaning: 'content handling makes bytes of base64 text only',
    fix: 'give base64, or change contentHandling or the Accept of the client',
  },
  {
    reasons: /^mapped status /,
    clause: 'REQ-65, REQ-36',
    meaning: 'a status below 200 announces another response, and there is none',
    fix: 'map a status from 200 to 599',
  },
  {
    reasons: /^mapped header /,
    clause: 'REQ-44',
    meaning: 'a mapped header needs a name and a value that can be sent: one line of Latin-1',
    fix: 'map another value, or encode it in a template',
  },
  {
    reasons: /has no method response/,
    clause: 'REQ-36',
    meaning: 'each status of an integration response must be declared as a method response',
    fix: 'add it to methodResponses',
  },
  {
    reasons: /maps a header that integration type/,
    clause: 'REQ-37, REST-35',
    meaning:
      'some headers cannot be mapped, and one that is mapped breaks every call, of proxy integrations too',
    fix: 'remove the mapping',
  },
  {
    reasons: /^mock request gave /,
    clause: 'REQ-58, REQ-60',
    meaning:
      'the request template of a MOCK must give { "statusCode": 200 }; a content type without template gives nothing',
    fix: 'send Content-Type: application/json, or add a template for the type that is sent',
  },
  {
    reasons: /expected contentHandling CONVERT_TO_TEXT/,
    clause: 'REQ-61, REQ-12',
    meaning:
      'templates read no bytes: with */* in binaryMediaTypes every body is bytes, of preflights too',
    fix: 'set contentHandling: CONVERT_TO_TEXT on the integration, or narrow binaryMediaTypes',
  },
  {
    reasons: /^Unable to transform /,
    clause: 'REQ-14',
    meaning: 'a mapping template failed, which is a 500',
    fix: 'mend the template at the place named',
  },
  {
    reasons: /^payload for Lambda is not JSON|^request template reads the body as JSON/,
    clause: 'REQ-1, REQ-9',
    meaning: 'what goes to Lambda must be JSON; a non-proxy integration passes the body as it is',
    fix: 'send JSON, or quote the body in a template: "$util.escapeJavaScript($input.body)"',
  },
  {
    reasons: /reads method\.request\.body/,
    clause: 'REQ-10',
    meaning: 'a parameter mapping that reads the body needs JSON',
    fix: 'send JSON, or map something else',
  },
  {
    reasons: /^missing required request parameters/,
    clause: 'REQ-53',
    meaning: 'the validator asks for these parameters to be there and not blank',
    fix: 'send them, or declare them as optional',
  },
  {
    reasons: /^model /,
    clause: 'REQ-54, REQ-56',
    meaning: 'the body does not fit the model (JSON schema, draft 4) of its content type',
    fix: 'send what the model describes, or change the model',
  },
  {
    reasons: /stage variable .* not defined/,
    clause: 'REQ-52',
    meaning: 'the URI names a stage variable that the stage does not have',
    fix: 'add it to the Variables of the stage',
  },
  {
    reasons: /^Invalid endpoint address: found |^the integration URI is /,
    clause: 'REQ-47, RESP-41',
    meaning: 'the URI of an HTTP integration is an http or https URL',
    fix: 'correct the URI, and what is filled into it',
  },
  {
    reasons: /cannot be reached|broke off its answer/,
    clause: 'GW-9',
    meaning: 'the HTTP backend of the integration did not answer',
    fix: 'start it, or correct the URI',
  },
  {
    reasons: /^the answer has more than \d+ bytes/,
    clause: 'REST-61',
    meaning: 'an HTTP backend may answer ten megabytes at most',
    fix: 'let clients fetch large files elsewhere',
  },
  {
    reasons: /^Function not found: /,
    clause: 'RT-24, RESP-41',
    meaning: 'the integration names a function that is not in this app',
    fix: 'correct its name, or the stage variable that it is made of',
  },
  {
    reasons: /^there is no function URL of this id/,
    clause: 'FURL-12',
    meaning: 'the Host of the request is the name of another function URL',
    fix: 'send it to the address of this gateway, or with the host name of this function URL',
  },
  {
    reasons: /no registered target|the weight 0$|has no default rule/,
    clause: 'ALB-16',
    meaning: 'a load balancer answers 503 where no target can take a request',
    fix: 'register a function with the target group, and give the group a weight',
  },
  {
    reasons: /^the body is not in its Content-Encoding/,
    clause: 'REST-59',
    meaning: 'an API with a minimum compression size decompresses what it gets',
    fix: 'send the body in the coding that Content-Encoding says, or without that header',
  },
  {
    reasons: /allowedHttpHosts/,
    clause: 'local',
    meaning: 'this gateway calls no other machine unless the app allows it',
    fix: 'add the host to allowedHttpHosts in local-gateway.json',
  },
  {
    reasons: /^passthrough behavior /,
    clause: 'REQ-3, REQ-6',
    meaning:
      'the passthrough behavior lets no body without a template for its content type pass: 415',
    fix: 'send a content type that has a template, or set PassthroughBehavior to WHEN_NO_MATCH',
  },
];
