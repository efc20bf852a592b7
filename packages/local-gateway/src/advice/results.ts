import type { AdviceEntry } from './entry.ts';

/** About what a function gave back; the first entry that fits counts. */
export const resultAdvice: readonly AdviceEntry[] = [
  {
    reasons: /^unknown key "cookies"/,
    clause: 'RESP-2',
    meaning:
      'cookies is part of results for HTTP APIs and function URLs; on a REST API it makes the result malformed',
    fix: "send cookies as multiValueHeaders: { 'Set-Cookie': [...] }",
  },
  {
    reasons: /^unknown key /,
    clause: 'RESP-1',
    meaning: 'any key but the five of a proxy result makes the whole result malformed',
    fix: 'put the data into body: JSON.stringify(data)',
  },
  {
    reasons: /^"body" is /,
    frontDoors: ['rest-api'],
    clause: 'RESP-6',
    meaning: 'a body must be text, nothing is serialized for the function',
    fix: 'return body: JSON.stringify(value)',
  },
  {
    reasons: /^"body" is /,
    frontDoors: ['http-api'],
    clause: 'HTTP2-24',
    meaning:
      'beside a statusCode a body must be text; only a result without statusCode is serialized',
    fix: 'return body: JSON.stringify(value), or the value alone',
  },
  {
    reasons: /^"body" is |^"headers" is null|^"statusDescription" is /,
    clause: 'ALB-11',
    meaning: 'a load balancer refuses members of another type, null among them',
    fix: 'leave the member out, or return text',
  },
  {
    reasons: /^"statusCode" is /,
    frontDoors: ['alb'],
    clause: 'ALB-9, ALB-10, ALB-11',
    meaning: 'a load balancer infers nothing: a result needs its statusCode, as a number',
    fix: 'return { statusCode: 200, ... }',
  },
  {
    reasons: /^"statusCode" is undefined/,
    frontDoors: ['http-api'],
    clause: 'HTTP1-10',
    meaning: 'with payload 1.0 no response is inferred: a result needs its statusCode',
    fix: 'return { statusCode: 200, ... }, or use payload format version 2.0',
  },
  {
    reasons: /^"statusCode" is /,
    clause: 'RESP-5, HTTP2-25, FURL-10',
    meaning: 'a status code is an integer from 200 to 599, as a number or as digits',
    fix: 'return such a statusCode, or leave it out where 200 is meant',
  },
  {
    reasons: /^a REST proxy result is /,
    clause: 'RESP-9, RESP-11',
    meaning:
      'a REST API infers no response: the result must be an object with statusCode, headers and body',
    fix: 'return { statusCode: 200, body: JSON.stringify(value) }',
  },
  {
    reasons: /expected an object with "statusCode"$/,
    clause: 'ALB-10, HTTP1-10',
    meaning: 'no response is inferred from a result without statusCode here',
    fix: 'return { statusCode: 200, body: JSON.stringify(value) }',
  },
  {
    reasons: /^the result has ".*multi-value headers are /,
    clause: 'ALB-2, ALB-11',
    meaning:
      'the target group decides which of the two header maps is read; the other one alone is an error',
    fix: 'answer with the map named, or change lambda.multi_value_headers.enabled of the target group',
  },
  {
    reasons: /^"multiValueHeaders" has .*expected a list/,
    clause: 'RESP-8',
    meaning: 'each value of multiValueHeaders is a list',
    fix: "write multiValueHeaders: { 'Set-Cookie': ['a=1'] }",
  },
  {
    reasons: /^header ".*expected one line of Latin-1 characters/,
    clause: 'RFC 9110 5.5',
    meaning: 'a header travels as one line of Latin-1: line breaks and other letters have no place',
    fix: 'encode the value, with encodeURIComponent for example',
  },
  {
    reasons: /^header name /,
    clause: 'RFC 9110 5.1',
    meaning: 'a header name has letters, digits and some signs, no blanks or colons',
    fix: 'rename the header',
  },
  {
    reasons: /^header "|^"headers" is |^"cookies" is /,
    clause: 'RESP-7, ALB-11',
    meaning: 'a header is one text; numbers and booleans pass too, but not on a load balancer',
    fix: 'turn the value into text, and use multiValueHeaders for several',
  },
  {
    reasons: /"isBase64Encoded" is /,
    clause: 'RESP-10, RESP-31, HTTP2-26',
    meaning: 'isBase64Encoded is true or false, and a body it marks must be base64',
    fix: "return body: bytes.toString('base64'), isBase64Encoded: true",
  },
  {
    reasons: /^the function failed: Sandbox\.Timedout/,
    clause: 'RESP-37, RT-18',
    meaning: 'the timeout of the function itself ended it, which is a function error, not a 504',
    fix: 'raise the Timeout of the function, or do less',
  },
  {
    reasons: /^the function failed: Runtime\.ExitError/,
    clause: 'RT-19',
    meaning: 'the process of the function ended without an answer',
    fix: 'look for process.exit, an unhandled rejection or memory above MemorySize in its log',
  },
  {
    reasons: /^the function failed: Runtime\.NodeJsExit/,
    clause: 'RT-29',
    meaning: 'the handler never settled, and nothing was left that could have settled it',
    fix: 'return or throw in every case, and await what the handler begins',
  },
  {
    reasons: /^the function failed: Runtime\.\w*(?:Error|Handler\w*):/,
    clause: 'RT-20',
    meaning: 'the code did not load, its handler was never called',
    fix: 'correct the Handler of the function, or what its module imports',
  },
  {
    reasons: /^the function failed(?!: Function\.ResponseSizeTooLarge)/,
    clause: 'RESP-37, HTTP2-31, FURL-11, ALB-16',
    meaning: 'an exception never reaches the client: it becomes an error of the front door',
    fix: 'catch it and return a statusCode of your choice; its stack is in the log of the function',
  },
  {
    reasons: /^the result has \d+ bytes|^the function failed: Function\.ResponseSizeTooLarge/,
    clause: 'RESP-38, HTTP2-36, ALB-15',
    meaning: 'a result above the limit is thrown away whole',
    fix: 'send large answers through a presigned URL, or stream them from a function URL',
  },
  {
    reasons: /byte payload is too large|^payload for Lambda has \d+ bytes/,
    clause: 'REST-61, GW-28',
    meaning:
      'what goes to a function has six megabytes at most, the event around the body included',
    fix: 'let clients upload large files to S3, through a presigned URL',
  },
  {
    reasons: /^the result is not JSON$/,
    clause: 'RESP-9, RT-14',
    meaning: 'what a function gives back travels as JSON',
    fix: 'return an object, or post JSON to the Runtime API',
  },
  {
    reasons: /had not answered after/,
    clause: 'RESP-39, HTTP2-32',
    meaning: 'the front door gives up while the function runs on and is billed',
    fix: 'answer sooner: start long work asynchronously, or raise TimeoutInMillis as far as it goes',
  },
  {
    reasons: /ReservedFunctionConcurrentInvocationLimitExceeded/,
    clause: 'RT-23, RESP-40, FURL-24',
    meaning: 'all reserved concurrency of the function is in use',
    fix: 'raise ReservedConcurrentExecutions, or retry',
  },
  {
    reasons: /in the metadata of the stream/,
    clause: 'STRM-4',
    meaning:
      'the metadata of a stream is its status, headers and cookies; any other key makes it malformed',
    fix: 'write the body to the stream, behind the metadata',
  },
  {
    reasons: /the stream|did not stream/,
    clause: 'STRM-3..STRM-6',
    meaning: 'a streamed REST response begins with JSON metadata and eight NUL bytes within 16 KB',
    fix: 'write through awslambda.HttpResponseStream.from(stream, metadata), at least one chunk',
  },
];
