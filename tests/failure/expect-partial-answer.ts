import type { DemoSourceName } from '../../src/demo/demo-world.ts';
import { ERROR_CODES, type ErrorCode } from '../../src/errors.ts';
import { PARTS_OF, placesOf, withoutParts, type CustomerPage } from './customer-page.ts';
import type { FailingGateway, PageAnswer } from './failing-gateway.ts';

interface Failure {
  readonly source: DemoSourceName;
  readonly code: ErrorCode;
  /** Coordinates of the source that are as they were. */
  readonly untouched?: readonly string[];
  /** What else its errors say. */
  readonly extensions?: object;
}

/** Fields of the page that are merged of several sources' records. */
const MERGED = ['kind', 'displayName', 'legalName', 'givenName', 'familyName', 'birthDate', 'preferredLanguage'];
const UNITED = ['emails', 'phones', 'addresses', 'identifiers'];

/**
 * The contract of every way to fail: what the source gives is null and says why, at its place and in `sections`; everything
 * else is as it was; nothing of the source's inside leaves the gateway.
 */
export function expectPartialAnswer(gateway: FailingGateway, answer: PageAnswer, failure: Failure): void {
  expect(answer.status).toBe(200);
  expectExplainedNulls(answer, failure);
  expectWholeRest(gateway.healthy.page, answer.page, failure.source);
  expectSections(gateway.healthy.page, answer.page, failure);
  expectNothingInternal(gateway, answer);
}

function expectExplainedNulls({ page, errors = [] }: PageAnswer, { source, code, extensions }: Failure): void {
  const places = PARTS_OF[source].flatMap((part) => placesOf(page, part));
  expect(places).not.toEqual([]);
  const paths = new Set(errors.map(({ path }) => JSON.stringify(path)));
  for (const { path, value } of places) {
    expect({ path, value, explained: paths.has(JSON.stringify(path)) }).toEqual({ path, value: null, explained: true });
  }
  const said = { code, source, retryable: ERROR_CODES[code].retry, ...extensions };
  for (const error of errors) expect(error).toMatchObject({ path: expect.anything(), extensions: said });
}

function expectWholeRest(healthy: CustomerPage, page: CustomerPage, source: DemoSourceName): void {
  const gone = [...PARTS_OF[source], ...MERGED, ...UNITED, 'provenance', 'sections'];
  expect(withoutParts(page, gone)).toEqual(withoutParts(healthy, gone));

  const winners = new Map(healthy.provenance.map((entry) => [entry.field, entry.source]));
  for (const field of MERGED)
    if (winners.get(field) !== source) expect([field, page[field]]).toEqual([field, healthy[field]]);
  for (const field of UNITED) expect(folded(healthy[field])).toEqual(expect.arrayContaining(folded(page[field])));
}

/** Without the source another one's spelling of the same address may come to show. */
function folded(list: unknown): string[] {
  return (list as readonly object[]).map((element) => JSON.stringify(element).replaceAll(' ', '').toLowerCase());
}

function expectSections(healthy: CustomerPage, page: CustomerPage, { source, code, untouched = [] }: Failure): void {
  const ofOthers = ({ sections }: CustomerPage) => sections.filter((section) => section.source !== source);
  expect(ofOthers(page)).toEqual(ofOthers(healthy));
  const own = healthy.sections.filter((section) => section.source === source && !untouched.includes(section.part));
  for (const { part } of own) {
    const expected = { part, source, status: 'MISSING', reason: code, retryable: ERROR_CODES[code].retry };
    expect(page.sections).toContainEqual(expected);
  }
}

/** Words of networks, vendors, files and stacks. */
const INTERNAL = /127\.0\.0\.1|localhost|ECONN|ENOTFOUND|socket|<html|stack|Exception|node:|\.ts\b|\/src\/|\/tmp\//i;

/** Of all that is not data: errors and extensions. */
function expectNothingInternal({ sources }: FailingGateway, { errors, extensions, text }: PageAnswer): void {
  expect(JSON.stringify({ errors, extensions })).not.toMatch(INTERNAL);
  for (const { baseUrl } of Object.values(sources)) expect(text).not.toContain(baseUrl.slice('http://'.length));
}

/** Names, addresses and numbers of customers of any source that stand in the log. */
export function peopleInLog({ world, logLines }: FailingGateway): string[] {
  const log = logLines.join('');
  expect(log).toContain('request answered');
  const names = [
    ...world.truth.map(({ displayName }) => displayName),
    ...world.erp.partners.flatMap(({ address, taxNumbers }) => [
      ...address.emails,
      ...address.phones.map(({ number }) => number),
      ...taxNumbers.map(({ value }) => value),
    ]),
    ...world.finance.contacts.flatMap(({ name, email }) => [name, email ?? '']),
  ];
  return names.filter((name) => name.length > 4 && log.includes(name));
}
