import { z } from 'zod';
import { byteSize, duration, ratio } from './units.ts';

const expression = z
  .string()
  .min(1)
  .describe('A JSONata expression. Text in it needs quotes of its own: "\'closed\'".');
const parameter = z.union([z.number(), z.boolean(), expression]);
const parameters = z.record(z.string().min(1), parameter);
const path = z
  .string()
  .startsWith('/', 'expected a path that starts with /, relative to baseUrl')
  .describe('Path under baseUrl; {expression} parts are percent-encoded.');
const environmentText = z
  .string()
  .min(1)
  .describe("May hold ${NAME}: a variable that starts with the connector's name.");

const auth = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('none') }),
  z.strictObject({ type: z.literal('basic'), username: environmentText, password: environmentText }),
  z.strictObject({ type: z.literal('bearer'), token: environmentText }),
  z.strictObject({
    type: z.literal('apiKey'),
    in: z.enum(['header', 'query']).default('header'),
    name: z.string().min(1),
    value: environmentText,
  }),
  z.strictObject({
    type: z.literal('oauth2ClientCredentials'),
    tokenUrl: environmentText,
    clientId: environmentText,
    clientSecret: environmentText,
    scope: z.string().optional(),
    credentials: z.enum(['basic', 'body']).default('basic'),
  }),
]);

const retry = z.strictObject({
  attempts: z.int().min(1).max(10).default(2).describe('Calls in all, the first included. Only idempotent requests.'),
  budget: ratio.default(0.1).describe('Retries per first call, over time.'),
  baseDelay: duration.default(50),
});

const breaker = z.strictObject({
  failureRatio: z.number().gt(0).lt(1).default(0.5),
  window: duration.default(30_000),
  minimumCalls: z.int().min(1).default(20),
  cooldown: duration.default(5_000),
});

const limits = z.strictObject({
  concurrency: z.int().min(1).default(16),
  queue: z.int().min(0).default(200).describe('Calls that may wait for a place.'),
  ratePerSecond: z.number().positive().optional(),
  maxResponseBytes: byteSize.default(5_000_000).describe('After decompression.'),
  maxRows: z.int().min(1).default(100_000).describe('In one list of an answer.'),
});

const policies = {
  timeout: duration.default(2_000).describe('For a whole call: waiting, every attempt, reading the answer.'),
  retry: retry.prefault({}),
  breaker: breaker.prefault({}),
  limits: limits.prefault({}),
  success: expression.optional().describe('Whether an answer is a success; sees $status, headers, body.'),
};

const pem = (what: string) =>
  environmentText.describe(`${what}: PEM text or a PEM file, by \${NAME} or by a path in the connector's folder.`);
const tls = z
  .strictObject({
    ca: pem('Who may vouch for the source, in place of the public authorities').optional(),
    cert: pem('What the gateway shows who it is by').optional(),
    key: environmentText.describe('The private key of cert, by ${NAME}: PEM text or a PEM file.').optional(),
  })
  .refine(({ cert, key }) => (cert === undefined) === (key === undefined), 'cert and key belong together');

const httpSource = {
  baseUrl: environmentText,
  auth: auth.default({ type: 'none' }),
  tls: tls.default({}).describe('Of its token endpoint, too.'),
  headers: z.record(z.string().min(1), environmentText).default({}),
  ...policies,
};

const source = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('rest'), ...httpSource }),
  z.strictObject({ kind: z.literal('odata'), ...httpSource }),
  z.strictObject({ kind: z.literal('graphql'), ...httpSource }),
  z.strictObject({
    kind: z.literal('file'),
    root: environmentText.describe("Folder of the files, relative to the connector's folder."),
    timeout: duration.default(5_000),
    maxFileBytes: byteSize.default(50_000_000),
    charset: z.string().default('utf-8').describe('As the WHATWG encoding standard names it: utf-8, gbk, ...'),
    delimiter: z.string().length(1).default(',').describe('Between the cells of a CSV file.'),
  }),
]);

const maxPages = z
  .int()
  .min(1)
  .optional()
  .describe('More pages than this are an error: 20 for a fetch, 10,000 for a list.');
const untilDone = {
  more: expression.optional().describe('Whether another page follows this answer.'),
  maxPages,
};
const size = z.int().min(1).default(100).describe('Rows asked for per page: $size.');

const paging = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('page'), start: z.int().min(0).default(1), size, ...untilDone }),
  z.strictObject({ type: z.literal('offset'), size, ...untilDone }),
  z.strictObject({ type: z.literal('cursor'), size, next: expression, maxPages }),
  z.strictObject({
    type: z.literal('nextLink'),
    size,
    next: expression.optional().describe('Link to the next page; the Link header (RFC 8288) when absent.'),
    maxPages,
  }),
]);

const request = z
  .strictObject({
    get: path.optional(),
    post: path.optional(),
    graphql: z.string().min(1).optional().describe('A GraphQL document, sent by POST; kind graphql only.'),
    variables: expression.optional().describe('Variables of the GraphQL document.'),
    query: parameters.default({}),
    headers: parameters.default({}),
    body: expression.optional(),
    batch: z.int().min(1).max(1_000).default(1).describe('Keys one request may ask for.'),
    idempotent: z.boolean().optional().describe('Whether it may be sent twice; true for get and graphql.'),
    paging: paging.optional(),
  })
  .refine(({ get, post, graphql }) => [get, post, graphql].filter((way) => way !== undefined).length === 1, {
    message: 'expected exactly one of get, post, graphql',
  });

const cache = z.strictObject({
  ttl: duration.default(0),
  staleWhileRevalidate: duration.default(0),
  staleIfError: duration.default(0),
  negativeTtl: duration.optional().describe('For keys the source does not know; ttl, at most 30s, when absent.'),
});

const enumeration = z.strictObject({
  ...request.shape,
  rows: expression.optional(),
  key: expression.optional(),
  total: expression.optional().describe('How many rows there are in all; sees the same as rows.'),
});

const provision = z.strictObject({
  by: z.string().min(1).optional().describe("What the keys are; the coordinate's first way when absent."),
  fetch: request,
  rows: expression.optional().describe('The rows of an answer; sees $status, headers, body.'),
  key: expression.describe('The key a row answers, seen from the row; a list when it answers several.'),
  many: z.boolean().optional().describe("Whether a key may have several rows; the coordinate's own when absent."),
  mapping: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'expected the name of a file in the mappings folder, without .jsonata')
    .describe('mappings/<connector>/<name>.jsonata'),
  cache: cache.prefault({}),
  list: enumeration.optional(),
  search: enumeration.optional(),
});

/** `connectors/<name>/connector.yaml`, before `${NAME}` is filled in. */
export const manifest = z.strictObject({
  connector: z.string().regex(/^[a-z][a-z0-9-]*$/, 'expected a name such as erp: lower-case letters, digits and -'),
  title: z.string().min(1),
  owner: z.string().min(1),
  docs: z.url().optional(),
  trust: z
    .int()
    .min(0)
    .max(100)
    .default(50)
    .describe('How far its word about a customer counts against that of other sources: the highest wins a field.'),
  deduplicated: z
    .boolean()
    .default(false)
    .describe('Whether the owner vouches that no two of its customer records are the same customer.'),
  source,
  variables: z
    .record(z.string().regex(/^[A-Za-z][A-Za-z0-9]*$/), z.union([z.string(), z.number(), z.boolean()]))
    .default({})
    .describe('What the mappings may read beside the row, as $name: region, timeZone, ...'),
  provides: z.record(z.string(), z.union([provision, z.array(provision).min(1)])),
});

export type Manifest = z.output<typeof manifest>;
export type SourceManifest = Manifest['source'];
export type FileSourceManifest = Extract<SourceManifest, { kind: 'file' }>;
export type HttpSourceManifest = Exclude<SourceManifest, FileSourceManifest>;
export type Provision = z.output<typeof provision>;
export type RequestManifest = z.output<typeof request>;
export type Enumeration = z.output<typeof enumeration>;
export type Paging = z.output<typeof paging>;
export type CacheManifest = z.output<typeof cache>;
