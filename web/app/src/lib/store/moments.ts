// Ids and moments as the journal writes them.

export const newId = (): string => crypto.randomUUID().replaceAll('-', '');

const two = (n: number): string => String(Math.floor(Math.abs(n))).padStart(2, '0');

// A moment with the offset of the local clock, "2026-11-22T18:05:00+01:00".
export function moment(at = new Date()): string {
  const east = -at.getTimezoneOffset();
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const time = `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
  return `${day}T${time}${east < 0 ? '-' : '+'}${two(east / 60)}:${two(east % 60)}`;
}

export const today = (at = new Date()): string => moment(at).slice(0, 10);

export function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

export function addDays(date: string, days: number): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
}

// Seconds since 1970 and minutes east of UTC; null where it is no moment. The same rules as of the command line.
export function parseMoment(text: string): {seconds: number; offset: number} | null {
  const parts = /^(\d{4}-\d{2}-\d{2})[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d*)?)?(?:([Zz])|([+-])(\d{2}):?(\d{2}))$/.exec(text);
  if (!parts || !isDate(parts[1]!)) return null;
  const [, date, hour, minute, second = '0', , sign, east = '0', eastMinutes = '0'] = parts;
  const offset = (sign === '-' ? -1 : 1) * (Number(east) * 60 + Number(eastMinutes)) || 0;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || Math.abs(offset) > 1080 || Number(eastMinutes) > 59) return null;
  const local = Date.parse(`${date}T00:00:00Z`) / 1000 + Number(hour) * 3600 + Number(minute) * 60 + Number(second);
  return {seconds: local - offset * 60, offset};
}
