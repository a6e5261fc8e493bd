import { z } from 'zod';
import { readConfigFile } from '../config/read-config-file.ts';
import { setupInvalid } from '../errors.ts';
import { DEFAULT_MATCHING_CONFIG, type MatchingConfig } from '../identity/matching/matching-config.ts';

const bits = z.number().min(-100).max(100);
const kind = z
  .strictObject({ linkBits: bits.optional(), reviewBits: bits.optional(), minAverageBits: bits.optional() })
  .optional();

/** What a file may say; whatever it leaves out is as the gateway has it. */
const matching = z.strictObject({
  uniqueIdentifiers: z
    .array(
      z.strictObject({
        type: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'expected UPPER_SNAKE such as TAX_ID'),
        maxRecords: z.int().min(1),
        guard: z.enum(['NONE', 'NOT_CONTRADICTED', 'SAME_NAME']),
      }),
    )
    .optional(),
  blockedValues: z.array(z.string()).optional(),
  sharedMailboxes: z.array(z.string()).optional(),
  maxClusterSize: z.int().min(2).optional(),
  maxBlockSize: z.int().min(2).optional(),
  guardSharedPremises: z.boolean().optional(),
  kinds: z.strictObject({ PERSON: kind, ORGANIZATION: kind }).optional(),
});

/**
 * Matching settings from a YAML file over the gateway's own.
 * @throws AppError SETUP_INVALID with every problem and its line.
 */
export function loadMatchingConfig(file: string): MatchingConfig {
  const { values, problems, ...document } = readConfigFile(file, { required: true });
  if (problems.length > 0) throw setupInvalid(problems);
  const parsed = matching.safeParse(values);
  if (parsed.success) return withDefaults(parsed.data);
  throw setupInvalid(
    parsed.error.issues.map((issue) => {
      const path = issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0] ?? ''] : issue.path;
      const line = document.lineOf(path);
      return { file, ...(line !== undefined && { line }), message: `${path.join('.')}: ${issue.message}` };
    }),
  );
}

function withDefaults({
  blockedValues,
  sharedMailboxes,
  kinds = {},
  ...rest
}: z.output<typeof matching>): MatchingConfig {
  const usual = DEFAULT_MATCHING_CONFIG;
  return {
    ...usual,
    ...withoutUndefined(rest),
    blockedValues: blockedValues ? new Set(blockedValues) : usual.blockedValues,
    sharedMailboxes: sharedMailboxes ? new Set(sharedMailboxes) : usual.sharedMailboxes,
    kinds: {
      PERSON: { ...usual.kinds.PERSON, ...withoutUndefined(kinds.PERSON ?? {}) },
      ORGANIZATION: { ...usual.kinds.ORGANIZATION, ...withoutUndefined(kinds.ORGANIZATION ?? {}) },
    },
  };
}

type Defined<T> = { [Name in keyof T]?: Exclude<T[Name], undefined> };

function withoutUndefined<T extends object>(values: T): Defined<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<T>;
}
