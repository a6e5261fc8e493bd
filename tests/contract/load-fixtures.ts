import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const fixture = z.strictObject({
  coordinate: z.string(),
  by: z.string(),
  keys: z.array(z.string()).min(1),
  /** In the order in which they were given, one for each request. */
  answers: z
    .array(z.strictObject({ status: z.int(), headers: z.record(z.string(), z.string()), body: z.unknown() }))
    .min(1),
});

/** What a system answered to one request of a connector: `connectors/<name>/fixtures/<coordinate>[.<by>].json`. */
export interface Fixture extends z.output<typeof fixture> {
  readonly file: string;
  readonly text: string;
}

export function loadFixtures(folder: string): Fixture[] {
  const fixtures = join(folder, 'fixtures');
  if (!existsSync(fixtures)) return [];
  return readdirSync(fixtures)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const text = readFileSync(join(fixtures, name), 'utf8');
      return { file: join(fixtures, name), text, ...fixture.parse(JSON.parse(text)) };
    });
}
