/** `12:04:05 warn  source answered late  source=erp durationMs=912` from a JSON log line. */
export function toLineForPeople(line: string): string {
  const parsed: unknown = JSON.parse(line);
  if (typeof parsed !== 'object' || parsed === null) return line;

  const { time, level, msg, ...fields } = { time: '', level: '', msg: '', ...parsed };
  const rest = Object.entries(fields).map(([name, value]) => ` ${name}=${toText(value)}`);
  return `${time.slice(11, 19)} ${level.padEnd(5)} ${msg}${rest.length > 0 ? ' ' : ''}${rest.join('')}\n`;
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
