import type { Answer, Call } from './call.ts';
import { Fault } from './fault.ts';
import { escapeXml } from './xml.ts';

/** Uploaded objects, by bucket and key: `bucket/key`. */
export type Objects = Map<string, Uint8Array>;

/** Keeps what CDK uploads in memory. */
export function answerS3(objects: Objects, { method, url, body }: Call): Answer {
  const path = decodeURIComponent(url.pathname.slice(1));
  const [bucket = ''] = path.split('/');
  if (method === 'PUT') {
    objects.set(path, body);
    return { headers: { etag: '"local"' }, body: '' };
  }
  if (url.searchParams.has('location')) return xml('<LocationConstraint/>');
  if (url.searchParams.has('encryption')) {
    return xml(
      '<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault></Rule></ServerSideEncryptionConfiguration>',
    );
  }
  if (url.searchParams.has('list-type')) {
    const prefix = `${bucket}/${url.searchParams.get('prefix') ?? ''}`;
    const found = [...objects].filter(([key]) => key.startsWith(prefix));
    const contents = found.map(
      ([key, { length }]) =>
        `<Contents><Key>${escapeXml(key.slice(bucket.length + 1))}</Key><Size>${length}</Size></Contents>`,
    );
    return xml(
      `<ListBucketResult><Name>${escapeXml(bucket)}</Name><KeyCount>${found.length}</KeyCount>${contents.join('')}</ListBucketResult>`,
    );
  }
  const object = objects.get(path);
  if (object === undefined) throw new Fault('NoSuchKey', 'The specified key does not exist.', 404);
  return { headers: { 'content-type': 'application/octet-stream' }, body: object };
}

function xml(body: string): Answer {
  return { headers: { 'content-type': 'application/xml' }, body };
}
