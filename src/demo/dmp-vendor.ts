import type { DemoWorld, DmpNamespace, DmpProfile, DmpSegment } from './demo-world.ts';
import { jsonAnswer, listParameter } from './vendor.ts';
import type { Vendor, VendorAnswer, VendorRequest } from './vendor.ts';

const DATA_SOURCES: Readonly<Record<DmpNamespace, number>> = {
  Email_LC_SHA256: 11,
  'Phone_SHA256_E.164': 14,
  ERP_CRM_ID: 813,
};
const MAX_IDS = 1000;
const HASH = /^[0-9a-f]{64}$/u;
const MESSAGES: Readonly<Record<number, string>> = {
  401: 'Oauth token is not valid',
  403: 'Api Key is invalid',
  404: 'Requested resource is not found',
  405: 'Method not allowed',
  429: 'Too many requests',
};

interface DeclaredId {
  readonly namespaceCode: DmpNamespace;
  readonly value: string;
}

/** Adobe Audience Manager: the README's part "dmp". */
export function createDmpVendor(world: DemoWorld, apiKey: string): Vendor {
  const texts = createProfileTexts(world);
  const segments = jsonAnswer(200, { segments: world.dmp.segments.map(toDefinition) });
  return {
    name: 'dmp',
    authorize: ({ headers }) => refuse(headers['x-api-key'], headers.authorization, apiKey),
    handle: (request) => {
      const command = `${request.method} ${request.path}`;
      if (command === 'GET /v1/segments') return segments;
      if (command === 'POST /v1/profiles/lookup') return lookupAnswer(texts, readBody(request.body));
      if (command === 'GET /v1/profiles') return lookupAnswer(texts, readQuery(request));
      return dmpError(request.path.startsWith('/v1/') ? 405 : 404);
    },
    template: (path) => path,
    error: dmpError,
    errorIn200: () => badRequest('INTERNAL_ERROR', 'The request could not be processed.'),
  };
}

/** The answer's row without its `requestedId`, by namespace and value. */
function createProfileTexts({ dmp }: DemoWorld): ReadonlyMap<string, string> {
  const segments = new Map(dmp.segments.map((segment) => [segment.id, segment]));
  return new Map(
    dmp.profiles.flatMap((profile) => {
      const text = JSON.stringify(toProfileRow(profile, segments)).slice(1);
      return profile.ids.map(({ namespace, value }) => [`${namespace} ${value}`, text] as const);
    }),
  );
}

function toProfileRow(profile: DmpProfile, segments: ReadonlyMap<number, DmpSegment>) {
  return {
    uuid: profile.uuid,
    lastSeen: toSeconds(profile.seenAt),
    declaredIds: profile.ids.map(({ namespace, value }) => toId({ namespaceCode: namespace, value })),
    traits: profile.traits.map(({ id, name, status, qualifiedAt }) => ({
      sid: id,
      name,
      origin: 'FIRST_PARTY',
      dataSourceId: DATA_SOURCES.ERP_CRM_ID,
      status,
      lastQualified: toSeconds(qualifiedAt),
    })),
    segments: profile.memberships.flatMap(({ segmentId, status, firstAt, lastAt, expiresAt }) => {
      const segment = segments.get(segmentId);
      if (segment === undefined) return [];
      const times = {
        firstQualified: toSeconds(firstAt),
        lastQualified: toSeconds(lastAt),
        expiresAt: expiresAt === undefined ? null : toSeconds(expiresAt),
      };
      return [{ ...toDefinition(segment), status, ...times }];
    }),
  };
}

function toDefinition({ id, name, firstParty, provider, iabId }: DmpSegment) {
  return {
    segmentId: id,
    name,
    origin: firstParty ? 'FIRST_PARTY' : 'THIRD_PARTY',
    dataProvider: provider,
    iab: iabId === undefined ? null : { taxonomy: 'IAB Audience Taxonomy 1.1', id: iabId },
  };
}

function toId({ namespaceCode, value }: DeclaredId) {
  return { namespaceCode, dataSourceId: DATA_SOURCES[namespaceCode], value };
}

/** The ids asked for, or what is wrong with the request. */
type Lookup = readonly DeclaredId[] | string;

function lookupAnswer(texts: ReadonlyMap<string, string>, lookup: Lookup): VendorAnswer {
  if (typeof lookup === 'string') return badRequest('INVALID_ARGUMENT', lookup);
  if (lookup.length > MAX_IDS) return badRequest('INVALID_ARGUMENT', `at most ${MAX_IDS} ids in a request`);
  const wrong = lookup.findIndex(({ namespaceCode, value }) => namespaceCode !== 'ERP_CRM_ID' && !HASH.test(value));
  if (wrong !== -1) return badRequest('INVALID_ARGUMENT', `id ${wrong} is no SHA-256 in lower-case hexadecimal`);
  const rows = lookup.flatMap((id) => {
    const text = texts.get(`${id.namespaceCode} ${id.value}`);
    return text === undefined ? [] : [`{"requestedId":${JSON.stringify(toId(id))},${text}`];
  });
  return { status: 200, body: `{"processed":${lookup.length},"profiles":[${rows.join(',')}]}` };
}

function readBody(body: string): Lookup {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return 'the body is not JSON';
  }
  const ids: unknown =
    typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>)['declaredIds'] : undefined;
  if (!Array.isArray(ids)) return 'declaredIds must be a list';
  return ids.every(isDeclaredId) ? ids : 'each id needs a known namespaceCode and a value';
}

function readQuery({ query }: VendorRequest): Lookup {
  const namespaceCode = query.get('namespaceCode');
  const values = listParameter(query, 'values');
  if (!isNamespace(namespaceCode)) return 'namespaceCode is unknown';
  return values === undefined ? 'values is missing' : values.map((value) => ({ namespaceCode, value }));
}

function isDeclaredId(id: unknown): id is DeclaredId {
  if (typeof id !== 'object' || id === null) return false;
  const { namespaceCode, value } = id as Record<string, unknown>;
  return isNamespace(namespaceCode) && typeof value === 'string';
}

function isNamespace(code: unknown): code is DmpNamespace {
  return typeof code === 'string' && Object.hasOwn(DATA_SOURCES, code);
}

function refuse(
  key: string | string[] | undefined,
  authorization: string | undefined,
  apiKey: string,
): VendorAnswer | undefined {
  if (key === apiKey || authorization === `Bearer ${apiKey}`) return undefined;
  if (key !== undefined) return dmpError(403);
  if (authorization !== undefined) return dmpError(401);
  return jsonAnswer(403, { error_code: '403000', message: 'Api Key is required' });
}

function badRequest(code: string, message: string): VendorAnswer {
  return jsonAnswer(200, { error: { code, message } });
}

function dmpError(status: number, retryAfterSeconds?: number): VendorAnswer {
  const codes: Readonly<Record<number, string>> = { 401: '401013', 403: '403003' };
  const retry: Record<string, string> = status === 429 ? { 'retry-after': String(retryAfterSeconds ?? 5) } : {};
  const message = MESSAGES[status] ?? 'Internal server error';
  return jsonAnswer(status, { error_code: codes[status] ?? `${status}000`, message }, retry);
}

function toSeconds(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}
