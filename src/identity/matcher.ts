import { createNameBook, type NameBook } from './name-book.ts';
import { learnModel } from './matching/learn-model.ts';
import { createMatchIndex, type MatchIndex } from './matching/match-index.ts';
import type { MatchingModel } from './matching/matching-model.ts';
import { clusterComponents, type ChangedClusters } from './matching/resolve-one.ts';
import type { MatchingConfig, MatchRecord, Ruling } from './matching/resolve-records.ts';
import type { NamedRecord } from './record-table.ts';

interface LoadInput {
  readonly rulings: readonly Ruling[];
  /** What was learnt before; learnt from the records themselves when absent. */
  readonly model?: MatchingModel;
}

export interface Loaded {
  readonly resolution: ChangedClusters;
  readonly model: MatchingModel;
}

export interface RecordChanges {
  readonly puts: readonly NamedRecord[];
  /** Names of records that are gone. */
  readonly removes: readonly string[];
  /** Names of records to cluster anew though they did not change. */
  readonly touched: readonly string[];
  readonly rulings: readonly Ruling[];
}

/**
 * The matching with what it knows in memory: all records once, then only what changes. Asks and answers by the names
 * that the store gives to records; within, their keys decide what is tied, so that every store comes to one partition.
 */
export interface Matcher {
  /** Forgets everything; records for the next `load` follow. */
  begin(config: MatchingConfig): Promise<void>;
  add(records: readonly NamedRecord[]): Promise<void>;
  /** Resolves all records added. */
  load(input: LoadInput): Promise<Loaded>;
  /**
   * Takes changes in and clusters anew what they concern. What a change concerns is remembered until `settle`, so that
   * nothing is missed when the outcome could not be written.
   */
  change(changes: RecordChanges): Promise<ChangedClusters>;
  settle(): Promise<void>;
  close(): Promise<void>;
}

/** A matcher on the calling thread. */
export function createMatcher(): Matcher {
  let config: MatchingConfig | undefined;
  let records: MatchRecord[] = [];
  let index: MatchIndex | undefined;
  let book: NameBook = createNameBook();
  const unsettled = new Set<string>();

  return {
    begin: async (settings) => {
      [config, records, index, book] = [settings, [], undefined, createNameBook()];
      unsettled.clear();
    },
    add: async (more) => {
      book.enter(more);
      records = records.concat(more);
    },
    load: async ({ rulings, model = learnModel(records, config) }) => {
      index = createMatchIndex(records, model, config);
      records = [];
      return { resolution: book.toNames(clusterComponents(index, book.keys(), book.toKeys(rulings))), model };
    },
    change: async ({ puts, removes, touched, rulings }) => {
      if (!index) throw new RangeError('a matcher is loaded before it is told of changes');
      book.enter(puts);
      for (const key of book.keysOf(touched)) unsettled.add(key);
      for (const record of puts) for (const key of index.put(record)) unsettled.add(key);
      for (const key of book.keysOf(removes)) for (const each of index.remove(key)) unsettled.add(each);
      book.forget(removes);
      return book.toNames(clusterComponents(index, unsettled, book.toKeys(rulings)));
    },
    settle: async () => unsettled.clear(),
    close: async () => undefined,
  };
}
