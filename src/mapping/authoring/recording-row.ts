/** A row that remembers which of its fields were read, as paths without list positions: `ITEMS.NETPR`. */
export interface RecordingRow {
  readonly row: unknown;
  readonly read: ReadonlySet<string>;
}

export function toRecordingRow(row: unknown): RecordingRow {
  const read = new Set<string>();
  return { row: wrap(row, '', read), read };
}

function wrap(value: unknown, path: string, read: Set<string>): unknown {
  if (typeof value !== 'object' || value === null) return value;
  // A copy, because a proxy must hand out the very values of a frozen target.
  const members = Array.isArray(value)
    ? value.map((member) => wrap(member, path, read))
    : Object.fromEntries(
        Object.entries(value).map(([name, member]) => [name, wrap(member, joinPath(path, name), read)]),
      );
  return Array.isArray(members) ? members : withRecording(members, path, read);
}

function withRecording(members: Record<string, unknown>, path: string, read: Set<string>): unknown {
  return new Proxy(members, {
    get(target, name, receiver): unknown {
      if (typeof name === 'string' && Object.hasOwn(target, name)) read.add(joinPath(path, name));
      return Reflect.get(target, name, receiver);
    },
  });
}

/** Paths of the scalars in a row, null and empty text left out: they say nothing that could be lost. */
export function scalarPathsOf(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((member) => scalarPathsOf(member, path));
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, member]) => scalarPathsOf(member, joinPath(path, name)));
  return value === null || value === undefined || value === '' ? [] : [path];
}

function joinPath(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
