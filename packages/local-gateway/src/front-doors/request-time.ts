/** `dd/MMM/yyyy:HH:mm:ss +0000`, always UTC and English, of epoch milliseconds (REST-14). */
export function requestTime(epochMilliseconds: number): string {
  return inSecond(epochMilliseconds).requestTime;
}

/** The `Date` header of a response: `Sun, 22 Nov 2026 18:00:00 GMT`. */
export function httpDate(epochMilliseconds: number): string {
  return inSecond(epochMilliseconds).httpDate;
}

/** Both texts of a second; one request asks for them twice, and so do all others of the same second. */
function inSecond(epochMilliseconds: number): SecondTexts {
  const second = Math.floor(epochMilliseconds / 1000);
  if (latest.second !== second) {
    const text = new Date(epochMilliseconds).toUTCString();
    const [, date, month, year, time] = text.split(/,? /);
    latest = { second, httpDate: text, requestTime: `${date}/${month}/${year}:${time} +0000` };
  }
  return latest;
}

interface SecondTexts {
  /** Epoch seconds. */
  readonly second: number;
  readonly httpDate: string;
  readonly requestTime: string;
}

let latest: SecondTexts = { second: Number.NaN, httpDate: '', requestTime: '' };
