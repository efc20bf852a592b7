/** A time as Java prints it: `Tue Jun 18 15:00:04 UTC 2024` (REST-21, REST-70). */
export function javaDate(epochMilliseconds: number): string {
  const [weekday = '', day, month, year, time] = new Date(epochMilliseconds)
    .toUTCString()
    .split(' ');
  return `${weekday.replace(',', '')} ${month} ${day} ${time} UTC ${year}`;
}
