/** `dd/MMM/yyyy:HH:mm:ss +0000`, always UTC and English, of epoch milliseconds (REST-14). */
export function requestTime(epochMilliseconds: number): string {
  const [day, date, month, year, time] = httpDate(epochMilliseconds).split(/,? /);
  return day === undefined ? '' : `${date}/${month}/${year}:${time} +0000`;
}

/** The `Date` header of a response: `Sun, 22 Nov 2026 18:00:00 GMT`. */
export function httpDate(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toUTCString();
}
