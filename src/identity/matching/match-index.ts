import { toBlockKeys } from './block-keys.ts';
import { createBlockTable, hashText } from './block-table.ts';
import type { Features } from './features.ts';
import { toFeatures } from './features.ts';
import type { PairJudge } from './judge-pair.ts';
import { createPairJudge } from './judge-pair.ts';
import { createLinkStore } from './link-store.ts';
import type { Link, MatchRecord } from './match-record.ts';
import type { MatchingConfig, UniqueIdentifierRule } from './matching-config.ts';
import { DEFAULT_MATCHING_CONFIG } from './matching-config.ts';
import type { MatchingModel } from './matching-model.ts';
import { judgeGroup, uniqueValues } from './unique-links.ts';

const SCORE = 'SCORE';

/** Links of rule `SCORE` that an index had. */
export interface ScoredPairs {
  readonly links: readonly Link[];
  readonly quarantined: readonly Link[];
}

/**
 * Known records and the links between them. What it holds depends on the records alone, not on the order they came
 * in: a block or a group that outgrows its limit loses its links, and has them again when it shrinks.
 */
export class MatchIndex {
  readonly links = createLinkStore();
  readonly quarantined = createLinkStore();
  readonly config: MatchingConfig;
  readonly #judge: PairJudge;
  readonly #records: (Features | undefined)[] = [];
  readonly #positions = new Map<string, number>();
  readonly #blocks = createBlockTable();
  readonly #groups = createBlockTable();
  readonly #free: number[] = [];
  #candidatePairs = 0;
  /** By position: the search that found it last. */
  #seen = new Int32Array(0);
  #round = 0;

  constructor(model: MatchingModel, config: MatchingConfig) {
    this.config = config;
    this.#judge = createPairJudge(model, config);
  }

  get(key: string): Features | undefined {
    const position = this.#positions.get(key);
    return position === undefined ? undefined : this.#records[position];
  }

  /** Bits for any two known records, candidates or not. */
  affinity(keyOfA: string, keyOfB: string): number {
    const [a, b] = [this.get(keyOfA), this.get(keyOfB)];
    return a === undefined || b === undefined ? 0 : this.#judge.bits(a, b);
  }

  /** Adds a record, or replaces the one of its key; answers the keys whose links may have changed. */
  put(record: MatchRecord): Set<string> {
    const features = toFeatures(record, this.config);
    const touched = this.remove(features.key);
    const position = this.#store(features);
    const hashes = hashesOf(features);
    for (const hash of hashes) {
      if (this.#blocks.add(hash, position) === this.config.maxBlockSize + 1) this.#dissolve(hash, touched);
    }
    for (const other of this.#candidates(hashes)) if (other !== position) this.#score(features, this.#at(other));
    this.#forEachValue(features, (rule, value) => this.#rejudge(rule, value, touched));
    return touched;
  }

  /** Takes a record out; answers the keys whose links may have changed. */
  remove(key: string): Set<string> {
    const touched = new Set<string>([key]);
    const position = this.#positions.get(key);
    if (position === undefined) return touched;

    const record = this.#at(position);
    for (const other of [...this.links.drop(key), ...this.quarantined.drop(key)]) touched.add(other);
    this.#positions.delete(key);
    this.#forEachValue(record, (rule, value) => this.#groups.remove(hashValue(rule, value), position));
    const shrunk = hashesOf(record).filter((hash) => this.#blocks.remove(hash, position) === this.config.maxBlockSize);
    this.#records[position] = undefined;
    this.#free.push(position);
    for (const hash of shrunk) this.#restore(hash, touched);
    this.#forEachValue(record, (rule, value) => this.#rejudge(rule, value, touched));
    return touched;
  }

  /** Adds many records to an empty index: the same outcome as one by one, sooner. */
  load(all: readonly Features[]): void {
    const hashes = all.map((record) => this.#file(record));
    for (const [position, record] of all.entries()) {
      for (const other of this.#candidates(hashes[position] ?? [])) {
        if (other > position) this.#score(record, this.#at(other));
      }
    }
    this.#judgeGroups(all);
  }

  /** Fills an empty index with records whose scored pairs are known from before; nothing is scored again. */
  restore(all: readonly Features[], scored: ScoredPairs): void {
    for (const record of all) this.#file(record);
    for (const link of scored.links) this.links.add(link, SCORE);
    for (const link of scored.quarantined) this.quarantined.add(link, SCORE);
    this.#judgeGroups(all);
  }

  /** Pairs that share a block the cap allows, each once. */
  *candidatePairs(): Generator<readonly [Features, Features]> {
    for (const [position, record] of this.#records.entries()) {
      if (record === undefined) continue;
      for (const other of this.#candidates(hashesOf(record))) if (other > position) yield [record, this.#at(other)];
    }
  }

  stats(): { readonly candidatePairs: number; readonly blocksOverCap: number } {
    return {
      candidatePairs: this.#candidatePairs,
      blocksOverCap: this.#blocks.countLarger(this.config.maxBlockSize),
    };
  }

  #at(position: number): Features {
    return this.#records[position]!;
  }

  /** Puts a record where it can be found; answers the hashes of its blocks. */
  #file(record: Features): number[] {
    const position = this.#store(record);
    const hashes = hashesOf(record);
    for (const hash of hashes) this.#blocks.add(hash, position);
    return hashes;
  }

  #store(record: Features): number {
    const position = this.#free.pop() ?? this.#records.length;
    this.#records[position] = record;
    this.#positions.set(record.key, position);
    this.#forEachValue(record, (rule, value) => this.#groups.add(hashValue(rule, value), position));
    return position;
  }

  /** Positions of the records that share a block with one, itself included, each once. */
  #candidates(hashes: readonly number[]): number[] {
    if (this.#seen.length < this.#records.length) this.#seen = new Int32Array(this.#records.length * 2);
    this.#round += 1;
    const found: number[] = [];
    for (const hash of hashes) {
      if (this.#blocks.count(hash) > this.config.maxBlockSize) continue;
      for (const position of this.#blocks.list(hash)) {
        if (this.#seen[position] === this.#round) continue;
        this.#seen[position] = this.#round;
        found.push(position);
      }
    }
    return found;
  }

  #score(a: Features, b: Features): void {
    this.#candidatePairs += 1;
    const verdict = this.#judge.judge(a, b);
    if (verdict !== undefined) (verdict.sure ? this.links : this.quarantined).add(verdict.link, SCORE);
  }

  /** A block has outgrown the cap: pairs that meet nowhere else lose their score. */
  #dissolve(hash: number, touched: Set<string>): void {
    const members = new Map(this.#blocks.list(hash).map((position) => [this.#at(position).key, this.#at(position)]));
    for (const [key, record] of members) {
      for (const store of [this.links, this.quarantined]) {
        for (const { a, b, rule } of store.of(key)) {
          const other = members.get(a === key ? b : a);
          if (rule !== SCORE || other === undefined || this.#shareBlock(record, other)) continue;
          store.remove(a, b, SCORE);
          touched.add(a).add(b);
        }
      }
    }
  }

  /** A block is back within the cap: its pairs are scored again. */
  #restore(hash: number, touched: Set<string>): void {
    const members = this.#blocks.list(hash).map((position) => this.#at(position));
    for (const [index, a] of members.entries()) {
      for (const b of members.slice(index + 1)) {
        if (this.links.has(a.key, b.key, SCORE) || this.quarantined.has(a.key, b.key, SCORE)) continue;
        this.#score(a, b);
        touched.add(a.key).add(b.key);
      }
    }
  }

  #shareBlock(a: Features, b: Features): boolean {
    const hashes = new Set(hashesOf(b));
    return hashesOf(a).some((hash) => hashes.has(hash) && this.#blocks.count(hash) <= this.config.maxBlockSize);
  }

  #forEachValue(record: Features, visit: (rule: UniqueIdentifierRule, value: string) => void): void {
    for (const rule of this.config.uniqueIdentifiers) {
      for (const value of uniqueValues(record, rule.type)) visit(rule, value);
    }
  }

  #judgeGroups(all: readonly Features[]): void {
    const judged = new Set<string>();
    for (const record of all) {
      this.#forEachValue(record, (rule, value) => {
        const size = this.#groups.count(hashValue(rule, value));
        const name = tagOf(rule, value);
        if (size < 2 || size > rule.maxRecords || judged.has(name)) return;
        judged.add(name);
        this.#rejudge(rule, value, new Set());
      });
    }
  }

  /** Judges a group of one identifier value anew; one that has just outgrown its limit loses its links. */
  #rejudge(rule: UniqueIdentifierRule, value: string, touched: Set<string>): void {
    const size = this.#groups.count(hashValue(rule, value));
    if (size > rule.maxRecords + 1) return;

    const members = this.#groups
      .list(hashValue(rule, value))
      .map((position) => this.#at(position))
      .filter((record) => uniqueValues(record, rule.type).has(value));
    this.#forget(members, tagOf(rule, value));
    for (const { key } of members) touched.add(key);
    if (size > rule.maxRecords) return;

    const verdicts = judgeGroup({ rule, value, members }, this.config);
    for (const link of verdicts.links) this.links.add(link, tagOf(rule, value));
    for (const link of verdicts.quarantined) this.quarantined.add(link, tagOf(rule, value));
  }

  #forget(members: readonly Features[], tag: string): void {
    for (const { key } of members) {
      for (const store of [this.links, this.quarantined]) {
        for (const { a, b } of store.of(key)) store.remove(a, b, tag);
      }
    }
  }
}

/**
 * An index over records, with a model learnt before: from the same records, or from those of yesterday.
 * `resolveOne` then resolves a new or changed record against it.
 */
export function createMatchIndex(
  records: readonly MatchRecord[],
  model: MatchingModel,
  config: MatchingConfig = DEFAULT_MATCHING_CONFIG,
): MatchIndex {
  const index = new MatchIndex(model, config);
  index.load(records.map((record) => toFeatures(record, config)));
  return index;
}

export interface RestoredIndex {
  readonly records: readonly MatchRecord[];
  readonly scored: ScoredPairs;
  readonly model: MatchingModel;
  readonly config?: MatchingConfig;
}

/** An index as it was, from the records and the scored pairs that were kept; much sooner than scoring all again. */
export function restoreMatchIndex({
  records,
  scored,
  model,
  config = DEFAULT_MATCHING_CONFIG,
}: RestoredIndex): MatchIndex {
  const index = new MatchIndex(model, config);
  index.restore(
    records.map((record) => toFeatures(record, config)),
    scored,
  );
  return index;
}

function hashesOf(record: Features): number[] {
  return toBlockKeys(record).map((key) => hashText(`${record.kind} ${key}`));
}

function tagOf({ type }: UniqueIdentifierRule, value: string): string {
  return `${type} ${value}`;
}

function hashValue(rule: UniqueIdentifierRule, value: string): number {
  return hashText(tagOf(rule, value));
}
