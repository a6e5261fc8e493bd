import type { Route } from '../connector/route.ts';
import type { RecordProblem } from '../domain/check-record.ts';
import type { AppError } from '../errors.ts';
import type { CallObserver } from '../source/source.ts';

/** A canonical record, or list of records, as the graph reads it. */
export interface Found {
  readonly status: 'found';
  /** One record, or a list where the route may have many; each record carries `source`. */
  readonly value: unknown;
  /** Epoch milliseconds at which the source answered. */
  readonly fetchedAt: number;
  /** Why an older copy stands in; absent when the value is fresh. */
  readonly staleBecause?: AppError;
  /** Rows that could not be kept at all. */
  readonly lost: readonly RecordProblem[];
}

/** The source answered and does not know the key. */
export interface Missing {
  readonly status: 'missing';
  readonly fetchedAt: number;
}

export interface Failed {
  readonly status: 'failed';
  readonly error: AppError;
  /** The call failed, and with it every key it asked for. */
  readonly ofCall?: true;
}

/** What became of one key. Never silently nothing. */
export type Outcome = Found | Missing | Failed;

/** Told what the recipe does, over all requests; holds no personal data. */
export interface RecipeObserver extends CallObserver {
  onCache(route: Route, counts: { readonly hit: number; readonly stale: number; readonly miss: number }): void;
  onRows(route: Route, kind: 'missing' | 'duplicate' | 'unasked', count: number): void;
  onProblem(route: Route, problem: RecordProblem): void;
}
