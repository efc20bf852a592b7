/** A port that cannot be listened on: something else does, the user may not, or it is none. */
export class PortTakenError extends Error {
  override readonly name = 'PortTakenError';
}

/** Why a port cannot be listened on, in words; any other error stays as it is. */
export function portError(port: number, cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  const why = typeof code === 'string' ? portProblems[code] : undefined;
  return why === undefined
    ? cause
    : new PortTakenError(`port ${port} ${why} choose another one with --port`, { cause });
}

const portProblems: Readonly<Record<string, string>> = {
  EACCES: 'needs more rights than this user has,',
  EADDRINUSE: 'is taken, free it or',
  ERR_SOCKET_BAD_PORT: 'is none, expected 0 to 65535,',
};
