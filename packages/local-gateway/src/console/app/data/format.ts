/** `12:03:07.120` */
export function formatTime(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toLocaleTimeString('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
  });
}

/** `3.2 ms`, `1.20 s` */
export function formatDuration(milliseconds: number): string {
  return milliseconds < 1_000
    ? `${milliseconds.toFixed(1)} ms`
    : `${(milliseconds / 1_000).toFixed(2)} s`;
}

/** `512 bytes`, `2.1 kB` */
export function formatBytes(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000
    ? `${(bytes / 1_000).toFixed(1)} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** `2xx` … as the name of a style. */
export function statusClass(statusCode: number): string {
  return `status-${Math.floor(statusCode / 100)}xx`;
}
