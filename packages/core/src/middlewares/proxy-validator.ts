import { HttpError } from '../errors/errors.ts';
import type { LazyRequest } from '../request/lazy-request.ts';
import { ownMembers } from '../own.ts';
import type { RequestSchemas, ResponseSchema, SchemaMember } from '../request/request-schemas.ts';
import {
  isAccepted,
  pathOf,
  type SchemaIssue,
  type SchemaResult,
  type StandardSchema,
} from '../request/standard-schema.ts';
import { validateResponse } from '../chain/validate-response.ts';
import type { MiddyRequest, ProxyMiddleware } from '../chain/middleware.ts';

/** Any set of schemas. */
export type AnySchemas = RequestSchemas<
  unknown,
  unknown,
  unknown,
  unknown,
  unknown,
  unknown,
  ResponseSchema | undefined
>;

/**
 * Checks members of the request, and what the handler returns, with schemas of any Standard Schema library. A request
 * that fails is a 400 that lists every issue with its path; a reply that fails is a 500.
 *
 * @example
 * ```ts
 * export const handler = middy()
 *   .use([proxyMiddlewares(), proxyValidator({ params: z.object({ id: z.uuid() }) })].flat())
 *   .handler(async ({ params }) => ({ id: params.id }));
 * ```
 */
export function proxyValidator(options: AnySchemas): ProxyMiddleware {
  const schemas = ownMembers(options);
  const members = schemaMembers.flatMap((member) => {
    const schema = schemas[member];
    return schema === undefined ? [] : [[member, schema] as const];
  });
  const { response } = schemas;
  return {
    before: function validateProxyRequest({ internal }: MiddyRequest): void | Promise<void> {
      if (internal.proxy === undefined) {
        throw new TypeError(
          'proxyValidator found no request, expected proxyEventNormalizer before it',
        );
      }
      return validateMembers(internal.proxy.request, members);
    },
    ...(response !== undefined && {
      after: function validateProxyResponse(request: MiddyRequest): void | Promise<void> {
        return validateResponse(request, response);
      },
    }),
  };
}

/** Whether options have any schema. */
export function hasSchemas(options: AnySchemas): boolean {
  return (
    options.response !== undefined || schemaMembers.some((member) => options[member] !== undefined)
  );
}

const schemaMembers: readonly SchemaMember[] = [
  'params',
  'query',
  'queries',
  'headers',
  'cookies',
  'body',
];

/** An issue of a problem document. */
interface Issue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

function validateMembers(
  request: LazyRequest,
  members: readonly (readonly [SchemaMember, StandardSchema])[],
): void | Promise<void> {
  const issues: Issue[] = [];
  const pending: Promise<void>[] = [];
  for (const [member, schema] of members) {
    if (member === 'body') requireContentType(request);
    const result = schema['~standard'].validate(request[member]);
    if (result instanceof Promise) {
      const taken = result.then((settled) => take(request, member, settled, issues));
      // It may fail when another member has failed already, and nobody waits for it.
      taken.catch(() => undefined);
      pending.push(taken);
    } else {
      take(request, member, result, issues);
    }
  }
  if (pending.length === 0) return refuse(issues);
  return Promise.all(pending).then(() => refuse(issues));
}

function take(
  request: LazyRequest,
  member: SchemaMember,
  result: SchemaResult<unknown>,
  issues: Issue[],
): void {
  if (isAccepted(result)) request.replace(member, result.value);
  else issues.push(...result.issues.map((issue) => toIssue(member, issue)));
}

function toIssue(member: SchemaMember, issue: SchemaIssue): Issue {
  return { path: [member, ...pathOf(issue)], message: issue.message };
}

function refuse(issues: readonly Issue[]): void {
  if (issues.length > 0) throw new HttpError(400, 'request is not valid', { issues });
}

// Without a content type nobody can tell what the bytes of a required body are.
function requireContentType(request: LazyRequest): void {
  if (
    request.encodedBody !== undefined &&
    request.sourceValue === undefined &&
    request.header('content-type') === undefined
  ) {
    throw new HttpError(415, 'content type is missing');
  }
}
