import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { appFolder } from '../assembly/app-folder.ts';
import { AssemblyError, readJson } from '../assembly/read-assembly.ts';
import { isObject } from '../assembly/template.ts';
import type { JsonObject } from '../front-doors/json.ts';
import { objectOf, textOf, textsOf } from './properties.ts';

/** What an app's `local-gateway.json` says about callers and about what functions' APIs may call. */
export interface Settings {
  /** Claims by bearer token: `Authorization: Bearer ada` has the claims declared under `ada`. */
  readonly jwt: ReadonlyMap<string, JsonObject>;
  /** Callers by access key id, as the `Credential` of a signed request names it. */
  readonly iam: ReadonlyMap<string, IamIdentity>;
  /** Hosts besides loopback that `HTTP` and `HTTP_PROXY` integrations may call. */
  readonly allowedHttpHosts: readonly string[];
}

/** A caller under `AWS_IAM`. */
export interface IamIdentity {
  readonly accessKey: string;
  /** 12 digits. */
  readonly accountId: string;
  readonly userArn: string;
  readonly userId: string;
}

/** Nobody is declared, nothing is allowed. */
const noSettings: Settings = { jwt: new Map(), iam: new Map(), allowedHttpHosts: [] };

/**
 * Reads `identities.jwt`, `identities.iam` and `allowedHttpHosts` of the `local-gateway.json` beside an app.
 *
 * @throws {AssemblyError} when the file is no JSON object
 */
export function readSettings(path: string, accountId: string): Settings {
  const file = join(appFolder(path), 'local-gateway.json');
  if (!existsSync(file)) return noSettings;
  const document = readJson(file);
  if (!isObject(document)) throw new AssemblyError(`${file} is no JSON object`);
  const identities = objectOf(document, 'identities');
  const iam = objectOf(identities, 'iam');
  return {
    jwt: new Map(
      Object.entries(objectOf(identities, 'jwt')).filter((entry): entry is [string, JsonObject] =>
        isObject(entry[1]),
      ),
    ),
    iam: new Map(
      Object.keys(iam).map((accessKey) => {
        const caller = objectOf(iam, accessKey);
        const account = textOf(caller, 'accountId') ?? accountId;
        return [
          accessKey,
          {
            accessKey,
            accountId: account,
            userArn: textOf(caller, 'userArn') ?? `arn:aws:iam::${account}:user/${accessKey}`,
            userId: textOf(caller, 'userId') ?? accessKey,
          },
        ];
      }),
    ),
    allowedHttpHosts: textsOf(document, 'allowedHttpHosts'),
  };
}
