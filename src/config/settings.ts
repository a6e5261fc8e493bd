import { z } from 'zod';
import { OutboundSettings } from './outbound-settings.ts';
import { PrivacySettings } from './privacy-settings.ts';
import { MatchingSettings } from './matching-settings.ts';
import { OperationSettings } from './operation-settings.ts';
import { ProfileSettings } from './profile-settings.ts';
import { QuotaSettings } from './quota-settings.ts';
import { TokenSettings } from './token-settings.ts';

const atLeast = (least: number, most: number) => z.int().min(least).max(most);
const folder = z.string().min(1);
const seconds = 1000;

/** Every setting there is, its bounds, its default and what it is for; docs/configuration.md is made from it. */
export const Settings = z.strictObject({
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Address to listen on. `0.0.0.0` to be reachable from elsewhere.'),
  port: atLeast(0, 65_535).default(4000).describe('Port to listen on; 0 takes any free one.'),
  workers: z
    .union([atLeast(1, 256), z.literal('auto')], 'is no number of workers; right: 1 to 256, or auto')
    .default(1)
    .describe(
      'Processes that `c360 serve` answers with; `auto` for one per processor. Without Redis each has a cache and counts quotas of its own.',
    ),
  dataDir: folder
    .default('.c360')
    .describe('Folder for what the gateway keeps itself: its embedded store and its secret.'),
  storeUrl: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'is no store address; right: sqlite:FILE or postgres://…')
    .optional()
    .describe(
      'The gateway’s own tables: `sqlite:FILE` or `postgres://…`. Without it `sqlite:` and `c360.db` in `dataDir`.',
    ),
  redisUrl: z
    .string()
    .regex(/^rediss?:\/\/.+$/, 'is no Redis address; right: redis://… or rediss://…')
    .optional()
    .describe(
      'Redis shared by several gateways: cache, quotas, reload signals. Without it each keeps these in memory.',
    ),
  secret: z
    .string()
    .min(32)
    .optional()
    .describe('At least 32 characters that keys are hashed with. Without it one is made and kept in `dataDir`.'),
  formerSecrets: z
    .array(z.string().min(32))
    .default([])
    .describe(
      'Secrets used before, so that what is kept under them still opens; none holds a comma. `c360 identity rotate` makes them superfluous.',
    ),
  connectorsDir: folder.default('connectors').describe('Folder with one folder per source.'),
  mappingsDir: folder.default('mappings').describe('Folder with the mappings of each source.'),
  schemaDir: folder.default('schema').describe('Folder with the graph’s SDL files.'),
  logLevel: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('The quietest log lines still written.'),
  requestTimeoutMs: atLeast(100, 300_000)
    .default(10 * seconds)
    .describe('Milliseconds after which a GraphQL request is answered with what has arrived by then.'),
  introspection: z.boolean().default(true).describe('Whether callers with a credential may read the schema.'),
  console: z
    .boolean()
    .default(false)
    .describe('Whether browsers that open the gateway’s address get GraphiQL; the demo turns it on.'),
  drain: z
    .strictObject({
      waitMs: atLeast(0, 120_000)
        .default(200)
        .describe(
          'Milliseconds between readiness turning 503 and connections being closed; longer than a load balancer’s probe interval.',
        ),
      timeoutMs: atLeast(0, 300_000)
        .default(10 * seconds)
        .describe('Milliseconds that requests in flight may still take when the gateway stops.'),
    })
    .prefault({}),
  limits: z
    .strictObject({
      maxBodyBytes: atLeast(1_000, 10_000_000).default(200_000).describe('Largest request body, in bytes.'),
      maxTokens: atLeast(10, 100_000).default(1_000).describe('Most lexical tokens in one document.'),
      maxDepth: atLeast(1, 200).default(20).describe('Deepest nesting of fields, fragments expanded.'),
      maxAliases: atLeast(0, 10_000).default(100).describe('Most aliased fields, fragments expanded.'),
      maxDirectives: atLeast(0, 10_000).default(50).describe('Most directives, fragments expanded.'),
      maxRootFields: atLeast(1, 1_000).default(20).describe('Most fields at the top of one operation.'),
      maxFields: atLeast(1, 1_000_000).default(5_000).describe('Most fields in one operation, fragments expanded.'),
      maxCost: atLeast(1, 10_000_000)
        .default(100_000)
        .describe('Highest cost of one operation, fragments and list sizes counted.'),
    })
    .prefault({}),
  tokens: TokenSettings.prefault({}),
  quota: QuotaSettings.prefault({}),
  operations: OperationSettings.prefault({}),
  trustedProxies: z
    .array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'is no address; right: 10.0.0.7 or 10.0.0.0/8'))
    .default([])
    .describe(
      'Addresses or networks of load balancers whose `x-forwarded-for` says where a request came from; nobody’s is believed otherwise.',
    ),
  profile: ProfileSettings.prefault({}),
  matching: MatchingSettings.prefault({}),
  privacy: PrivacySettings.prefault({}),
  outbound: OutboundSettings.prefault({}),
  compression: z
    .strictObject({
      enabled: z
        .boolean()
        .default(true)
        .describe('Whether large answers are compressed for callers that send `accept-encoding`.'),
      minBytes: atLeast(256, 10_000_000).default(4_096).describe('Smallest answer that is compressed, in bytes.'),
    })
    .prefault({}),
  cors: z
    .strictObject({
      origins: z
        .array(z.string().regex(/^https?:\/\/[^/\s]+$/, 'is no origin; right: https://app.example.com'))
        .default([])
        .describe('Browser origins that may call the gateway; `*` is not accepted.'),
    })
    .prefault({}),
  tls: z
    .strictObject({
      certFile: z
        .string()
        .min(1)
        .optional()
        .describe('PEM file with the certificate chain; with it the gateway speaks HTTPS.'),
      keyFile: z.string().min(1).optional().describe('PEM file with the certificate’s private key.'),
    })
    .refine((tls) => (tls.certFile === undefined) === (tls.keyFile === undefined), {
      message: 'certFile and keyFile belong together; right: set both or neither',
    })
    .prefault({}),
});

export type Settings = z.output<typeof Settings>;
