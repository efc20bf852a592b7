import { Busboy, type BusboyEvents, type BusboyInstance } from '@fastify/busboy';

import { parseContentType } from './request/content-type.ts';
import { HttpError } from './errors/errors.ts';
import type { LazyRequest } from './request/lazy-request.ts';
import type { MiddyRequest, ProxyMiddleware } from './chain/middleware.ts';
import { emptyMap, ownMembers } from './own.ts';
import { refuseContentEncoding } from './request/refuse-content-encoding.ts';

/** A file of a form. */
export interface MultipartFile {
  /** As the client named it, without folders. */
  readonly filename: string | undefined;
  /** The media type that the client gives. */
  readonly type: string;
  readonly content: Uint8Array;
}

/** A form by the names of its fields; a name that comes several times has a list. */
export type MultipartForm = Readonly<
  Record<string, MultipartField | readonly MultipartField[] | undefined>
>;

/** The value of one field. */
export type MultipartField = string | MultipartFile;

/** How large the parts of a form may be; more is a 413. */
export interface MultipartOptions {
  /**
   * Bytes of one file.
   *
   * @default what the body may have
   */
  readonly fileBytes?: number;
  /** @default 100 */
  readonly parts?: number;
}

/**
 * Parses `multipart/form-data` with `@fastify/busboy`, which has to be installed beside this package; give it to the
 * option `parsers`. A malformed form is a 400, one with a content encoding a 415.
 *
 * @example
 * ```ts
 * import { proxyHandler } from '@org/proxy-core';
 * import { multipart } from '@org/proxy-core/multipart';
 *
 * export const handler = proxyHandler({ parsers: [multipart()] }, async ({ body }) => body);
 * ```
 */
export function multipart(options: MultipartOptions = {}): ProxyMiddleware {
  const limits = ownMembers(options);
  return {
    before: async function parseMultipart({ internal }: MiddyRequest): Promise<void> {
      const request = internal.proxy?.request;
      if (request === undefined) return;
      // Stryker disable next-line StringLiteral: no other text that is no media type would do more
      const contentType = parseContentType(request.header('content-type') ?? '');
      if (contentType?.type !== 'multipart/form-data') return;
      const { rawBody } = request;
      if (rawBody === undefined) return;
      refuseContentEncoding(request);
      request.body = await parseForm(request, contentType.boundary, rawBody, limits);
    },
  };
}

async function parseForm(
  { options: { limits } }: LazyRequest,
  boundary: string | undefined,
  bytes: Uint8Array,
  { fileBytes = limits.bodyBytes, parts = 100 }: MultipartOptions,
): Promise<MultipartForm> {
  const form = emptyMap<MultipartField | MultipartField[]>();
  return new Promise((resolve, reject) => {
    const refuse = (statusCode: number, message: string): void => {
      reject(new HttpError(statusCode, message));
    };
    // RFC 7578, 4.2: every part has a name. The published types do not know that it may be absent.
    const take = (name: string | undefined, value: MultipartField): void => {
      if (name === undefined) refuse(400, 'form has a part without a name');
      else add(form, name, value);
    };
    const takeField: BusboyEvents['field'] = (name, value) => {
      // busboy writes it for bytes that are no text in their charset, unless the client did.
      const isBroken = value.includes('\uFFFD') && !Buffer.from(bytes).includes('\uFFFD');
      if (isBroken) refuse(400, `field "${name}" is not text in its charset`);
      else take(name, value);
    };
    const busboy = createBusboy(boundary, {
      fileSize: fileBytes,
      fieldSize: limits.bodyBytes,
      parts,
    });
    const takeFile: BusboyEvents['file'] = (name, stream, filename, _encoding, type) => {
      const chunks: Buffer[] = [];
      const file = { filename, type, content: Buffer.alloc(0) };
      // At its place among the parts, as it ends when later ones have been read.
      take(name, file);
      stream
        .on('data', (chunk: Buffer) => chunks.push(chunk))
        // A file that ends too early; without a listener that would end the process.
        .on('error', () => refuse(400, 'form is malformed'))
        .on('limit', () => refuse(413, `file "${name}" is larger than ${fileBytes} bytes`))
        .on('end', () => {
          file.content = Buffer.concat(chunks);
        });
    };
    busboy
      .on('field', takeField)
      .on('file', takeFile)
      .on('partsLimit', () => refuse(413, `form has more than ${parts} parts`))
      .on('error', () => refuse(400, 'form is malformed'))
      .on('finish', () => resolve(form));
    busboy.end(bytes);
    // All of the form is there, so by now it is parsed: where nothing was told, a part has headers that do not end.
    setImmediate(() => refuse(400, 'form is malformed'));
  });
}

function createBusboy(
  boundary: string | undefined,
  limits: { readonly fileSize: number; readonly fieldSize: number; readonly parts: number },
): BusboyInstance {
  if (boundary === undefined || !validBoundary.test(boundary)) {
    throw new HttpError(400, 'form has no valid boundary');
  }
  // It reads the header once more: a plain one, so that it finds the same.
  const headers = { 'content-type': `multipart/form-data; boundary="${boundary}"` };
  return new Busboy({ headers, limits });
}

// RFC 2046, 5.1.1: at most 70 characters, of which none would end the quotes.
const validBoundary = /^[^"\\\r\n]{1,70}$/;

function add(
  form: Record<string, MultipartField | MultipartField[]>,
  name: string,
  value: MultipartField,
): void {
  const before = form[name];
  if (before === undefined) form[name] = value;
  else if (Array.isArray(before)) before.push(value);
  else form[name] = [before, value];
}
