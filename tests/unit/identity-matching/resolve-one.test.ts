import type { Arbitrary } from 'fast-check';
import { array, assert, constantFrom, nat, option, property, record as recordOf, shuffledSubarray } from 'fast-check';
import { learnModel } from '../../../src/identity/matching/learn-model.ts';
import { createMatchIndex, restoreMatchIndex } from '../../../src/identity/matching/match-index.ts';
import { DEFAULT_MATCHING_CONFIG } from '../../../src/identity/matching/matching-config.ts';
import { clusterComponents, removeOne, resolveOne } from '../../../src/identity/matching/resolve-one.ts';
import type { MatchRecord, Ruling } from '../../../src/identity/matching/resolve-records.ts';
import { resolveRecords } from '../../../src/identity/matching/resolve-records.ts';

/** Limits so low that blocks and groups cross them all the time. */
const config = {
  ...DEFAULT_MATCHING_CONFIG,
  model: learnModel([]),
  maxBlockSize: 3,
  maxClusterSize: 5,
  uniqueIdentifiers: DEFAULT_MATCHING_CONFIG.uniqueIdentifiers.map((rule) => ({ ...rule, maxRecords: 3 })),
};

const person = recordOf({
  givenName: option(constantFrom('Anna', 'Ana', 'Bert', 'Clara')),
  familyName: option(constantFrom('Vogt', 'Voigt', 'Stern')),
  birthDate: option(constantFrom('1980-02-03', '1980-03-02', '1951-11-30')),
  email: option(constantFrom('anna@home.example', 'vogt@home.example', 'b.stern@mail.example')),
  phone: option(constantFrom('+4930123456', '+4930123457')),
  street: option(constantFrom('Hauptstr. 5', 'Hauptstraße 5', 'Am Markt 1')),
});

const records: Arbitrary<MatchRecord[]> = array(person, { minLength: 2, maxLength: 14 }).map((people) =>
  people.map(({ email, phone, street, ...names }, index) => ({
    ref: { source: index % 2 === 0 ? 'crm' : 'erp', id: String(index) },
    record: {
      id: String(index),
      kind: 'PERSON' as const,
      ...names,
      emails: email === null ? [] : [{ address: email }],
      phones: phone === null ? [] : [{ number: phone }],
      addresses: street === null ? [] : [{ lines: [street], postalCode: '10115', locality: 'Berlin' }],
    },
  })),
);

const keysOf = (all: readonly MatchRecord[]) => all.map(({ ref }) => `${ref.source}:${ref.id}`);

describe('one by one', () => {
  it('finds the partition and the links that a batch finds, in any order', () => {
    const orders = records.chain((all) => shuffledSubarray(all, { minLength: all.length, maxLength: all.length }));
    assert(
      property(orders, (all) => {
        const index = createMatchIndex([], config.model, config);
        for (const each of all) resolveOne(index, each);
        const { clusters, links } = clusterComponents(index, keysOf(all), []);
        const batch = resolveRecords(all, config);
        expect(clusters).toEqual(batch.clusters);
        expect(new Set(links)).toEqual(new Set(batch.links));
      }),
      { numRuns: 80 },
    );
  });

  it('forgets a record as if it had never been there', () => {
    assert(
      property(records, nat(), (all, choice) => {
        const index = createMatchIndex(all, config.model, config);
        const gone = all[choice % all.length]!;
        removeOne(index, keysOf([gone])[0]!);
        const rest = all.filter((each) => each !== gone);
        expect(clusterComponents(index, keysOf(rest), []).clusters).toEqual(resolveRecords(rest, config).clusters);
      }),
      { numRuns: 80 },
    );
  });

  it('follows a record that changes', () => {
    assert(
      property(records, nat(), nat(), (all, from, to) => {
        const index = createMatchIndex(all, config.model, config);
        const target = all[to % all.length]!;
        const changed = { ...target, record: all[from % all.length]!.record };
        resolveOne(index, changed);
        const after = all.map((each) => (each === target ? changed : each));
        expect(clusterComponents(index, keysOf(after), []).clusters).toEqual(resolveRecords(after, config).clusters);
      }),
      { numRuns: 60 },
    );
  });

  it('goes on after a restart as if nothing had happened', () => {
    assert(
      property(records, (all) => {
        const before = createMatchIndex(all, config.model, config);
        const scored = {
          links: before.links.all().filter(({ rule }) => rule === 'SCORE'),
          quarantined: before.quarantined.all().filter(({ rule }) => rule === 'SCORE'),
        };
        const after = restoreMatchIndex({ records: all, scored, model: config.model, config });
        expect(clusterComponents(after, keysOf(all), []).clusters).toEqual(resolveRecords(all, config).clusters);
      }),
      { numRuns: 40 },
    );
  });

  it('answers only the component a change concerns', () => {
    const known = ['Nordlicht Handel', 'Südwind Energie', 'Ostsee Reederei'].map((displayName, index) => ({
      ref: { source: 'erp', id: String(index) },
      record: {
        id: String(index),
        kind: 'ORGANIZATION' as const,
        displayName,
        emails: [{ address: `a@c${index}.example` }],
      },
    }));
    const index = createMatchIndex(known, config.model);
    const change = resolveOne(index, { ...known[1]!, ref: { source: 'crm', id: 'x' } });
    expect(change.clusters).toEqual([['crm:x', 'erp:1']]);
  });
});

describe('rulings', () => {
  it('return to the start after merge, split and merge', () => {
    assert(
      property(records, nat(), nat(), (all, first, second) => {
        const [a, b] = [keysOf(all)[first % all.length]!, keysOf(all)[second % all.length]!];
        const rule = (...kinds: Ruling['kind'][]) =>
          resolveRecords(
            all,
            config,
            kinds.map((kind) => ({ kind, a, b })),
          ).clusters;
        expect(rule('LINK', 'UNLINK', 'LINK')).toEqual(rule('LINK'));
        expect(rule('UNLINK', 'LINK', 'UNLINK')).toEqual(rule('UNLINK'));
      }),
      { numRuns: 40 },
    );
  });

  it('are obeyed: linked pairs are together, unlinked pairs apart', () => {
    assert(
      property(records, nat(), nat(), (all, first, second) => {
        const [a, b] = [keysOf(all)[first % all.length]!, keysOf(all)[second % all.length]!];
        if (a === b) return;
        const clusterOf = (kind: Ruling['kind']) =>
          resolveRecords(all, config, [{ kind, a, b }]).clusters.find((cluster) => cluster.includes(a));
        expect(clusterOf('LINK')).toContain(b);
        expect(clusterOf('UNLINK')).not.toContain(b);
      }),
      { numRuns: 40 },
    );
  });
});
