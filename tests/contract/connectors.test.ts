import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { connectorFolders } from '../../src/connector/connector-bundle.ts';
import { type Connector, loadConnectors } from '../../src/connector/load-connectors.ts';
import type { KeyedRow, Route } from '../../src/connector/route.ts';
import { COORDINATES, isCoordinate } from '../../src/domain/coordinates.ts';
import { AppError } from '../../src/errors.ts';
import { type Answer, sendJson, startServer, type TestServer } from '../unit/source/start-server.ts';
import { LOOPBACK } from '../loopback-sources.ts';
import { type Fixture, loadFixtures } from './load-fixtures.ts';

const CONNECTORS = 'connectors';
const SECRET = 'a-secret-of-the-test';
const bomb = gzipSync(Buffer.alloc(60_000_000, 32));

/** Addresses point to the test's server, everything else is one recognisable secret. */
function toEnvironment(manifest: string, url: string): Record<string, string> {
  const names = [...manifest.matchAll(/\$\{([A-Z0-9_]+)\}/g)].map(([, name = '']) => name);
  return Object.fromEntries(names.map((name) => [name, name.endsWith('_URL') ? url : SECRET]));
}

/** Answers token requests itself, so that every other request meets the fault. */
function behindToken(answer: Answer): Answer {
  return (response, request, body) => {
    if (body.includes('grant_type=client_credentials')) sendJson(response, { access_token: 'token', expires_in: 600 });
    else answer(response, request, body);
  };
}

function replaying({ answers }: Fixture): Answer {
  let next = 0;
  return behindToken((response) => {
    const answer = answers[next] ?? answers.at(-1);
    next += 1;
    response
      .writeHead(answer?.status ?? 500, { 'Content-Type': 'application/json', ...answer?.headers })
      .end(JSON.stringify(answer?.body));
  });
}

describe.each(connectorFolders(CONNECTORS))('connectors/%s', (name) => {
  const manifest = readFileSync(join(CONNECTORS, name, 'connector.yaml'), 'utf8');
  const fixtures = loadFixtures(join(CONNECTORS, name));
  let server: TestServer;
  let connector: Connector;
  let answer: Answer = (response) => response.end();

  beforeEach(async () => {
    server = await startServer((...parts) => answer(...parts));
    const env = toEnvironment(manifest, server.url);
    const [loaded] = await loadConnectors({
      connectorsDir: CONNECTORS,
      mappingsDir: 'mappings',
      env,
      outbound: LOOPBACK,
      only: [name],
    });
    if (loaded === undefined) throw new TypeError(`${name} was not loaded`);
    connector = loaded;
  });

  afterEach(async () => {
    await connector.close();
    await server.close();
  });

  function routeOf({ coordinate, by }: Pick<Fixture, 'coordinate' | 'by'>): Route {
    const route = connector.routes.find((each) => each.coordinate === coordinate && each.by === by);
    if (route === undefined) throw new TypeError(`${name} provides no ${coordinate} by ${by}`);
    return route;
  }

  function fetchRows(fixture: Fixture): Promise<KeyedRow[]> {
    const { coordinate, keys } = fixture;
    return routeOf(fixture).fetchRows(keys, { coordinate, keys: keys.length, deadline: Date.now() + 1_000 });
  }

  async function failureWith(fault: Answer): Promise<AppError> {
    const [fixture] = fixtures;
    if (fixture === undefined) throw new TypeError('no fixture to ask for');
    answer = behindToken(fault);
    const error: unknown = await fetchRows(fixture).catch((thrown: unknown) => thrown);
    if (!(error instanceof AppError)) throw new TypeError('expected an AppError');
    return error;
  }

  it('has a recorded answer for every route', () => {
    const recorded = fixtures.map(({ coordinate, by }) => `${coordinate} by ${by}`);
    expect(recorded.sort()).toEqual(connector.routes.map(({ coordinate, by }) => `${coordinate} by ${by}`).sort());
  });

  it.each(fixtures.map((fixture) => [fixture.file, fixture] as const))(
    '%s answers every key, usably',
    async (_file, fixture) => {
      answer = replaying(fixture);
      const rows = await fetchRows(fixture);
      expect([...new Set(rows.map(({ key }) => key))].sort()).toEqual([...fixture.keys].sort());
      const route = routeOf(fixture);
      for (const { row } of rows) {
        const { value, problems } = route.mapping.run(row, route.bindings);
        expect(problems.filter(({ code }) => code === 'MAPPING_FAILED')).toEqual([]);
        for (const record of [value].flat()) {
          // A coordinate of the connector's own schema has no canonical type.
          const form = isCoordinate(route.coordinate) ? COORDINATES[route.coordinate].row : z.looseObject({});
          expect(form.safeParse(record)).toMatchObject({ success: true });
        }
      }
    },
  );

  it('asks for all keys of a batch in one request', async () => {
    for (const fixture of fixtures) {
      answer = replaying(fixture);
      const before = server.requests.filter(({ body }) => !body.includes('grant_type')).length;
      await fetchRows(fixture);
      const asked = server.requests.filter(({ body }) => !body.includes('grant_type')).slice(before);
      expect(asked).toHaveLength(fixture.answers.length);
      const text = decodeURIComponent(asked.map(({ line, body }) => line + body).join());
      for (const key of fixture.keys) expect(text).toContain(key);
    }
  });

  it.each<[string, Answer, string]>([
    ['500', (response) => response.writeHead(500).end('{"error":"boom"}'), 'SOURCE_UNAVAILABLE'],
    ['503', (response) => response.writeHead(503).end(), 'SOURCE_UNAVAILABLE'],
    ['429', (response) => response.writeHead(429, { 'Retry-After': '2' }).end(), 'SOURCE_THROTTLED'],
    ['400', (response) => response.writeHead(400).end('{"Message":"no"}'), 'SOURCE_REJECTED'],
    ['403', (response) => response.writeHead(403).end(), 'SOURCE_REJECTED'],
    ['no answer', () => undefined, 'SOURCE_TIMEOUT'],
    ['a reset', (response) => response.destroy(), 'SOURCE_UNAVAILABLE'],
    ['a log-in page', (response) => response.end('<!doctype html><title>Sign in</title>'), 'SOURCE_BAD_DATA'],
    ['nothing', (response) => response.end(), 'SOURCE_BAD_DATA'],
    ['JSON of another shape', (response) => sendJson(response, { unexpected: true }), 'SOURCE_BAD_DATA'],
    ['a list of words', (response) => sendJson(response, ['a', 'b']), 'SOURCE_BAD_DATA'],
    ['truncated JSON', (response) => response.end('{"d":{"results":[{"Busine'), 'SOURCE_BAD_DATA'],
    [
      'a gzip bomb',
      (response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb),
      'SOURCE_TOO_LARGE',
    ],
  ])('reports %s with the right code and nothing of the answer', async (_name, fault, code) => {
    const error = await failureWith(fault);
    expect(error.code).toBe(code);
    expect(error.source).toBe(name);
    expect(`${error.message} ${error.detail}`).not.toMatch(/boom|127\.0\.0\.1|Sign in/);
    expect(JSON.stringify([error, connector])).not.toContain(SECRET);
  });

  it('says how long to stay away when throttled, and sends nothing until then', async () => {
    const error = await failureWith((response) => response.writeHead(429, { 'Retry-After': '2' }).end());
    expect(error.retryAfterMs).toBe(2_000);
    const sent = server.requests.length;
    expect(await failureWith((response) => response.end())).toMatchObject({ code: 'SOURCE_THROTTLED' });
    expect(server.requests).toHaveLength(sent);
  });

  it('keeps credentials and hosts out of its fixtures', () => {
    for (const { text } of fixtures) {
      expect(text).not.toMatch(/127\.0\.0\.1|localhost|authorization|api-?key|access_token|bearer |password/i);
    }
  });
});
