/** What a statement may be given. A list is only for `= any(?)`. */
export type SqlParam = string | number | null | readonly string[];

/** Runs statements. `?` marks a parameter; SQL is the subset SQLite and PostgreSQL share, with `column = any(?)` for lists. */
export interface Queryable {
  readonly dialect: 'sqlite' | 'postgres';
  /** All rows; also for `insert … returning`. Column names are the keys of a row. */
  all<Row extends object>(sql: string, params?: readonly SqlParam[]): Promise<Row[]>;
  /** The first row, or undefined. */
  get<Row extends object>(sql: string, params?: readonly SqlParam[]): Promise<Row | undefined>;
  /** Runs a statement for its effect; `changes` counts the rows it touched. */
  run(sql: string, params?: readonly SqlParam[]): Promise<{ readonly changes: number }>;
}

export interface TransactionOptions {
  /** Only one transaction of this name runs at a time, over every gateway on the same store. */
  readonly lock?: string;
}

/**
 * The gateway's own tables. Failures are AppErrors: STORE_UNAVAILABLE when trying again may help, INTERNAL when the
 * statement is wrong; neither carries a value.
 */
export interface Store extends Queryable {
  /**
   * Commits when `work` resolves, rolls back when it rejects. Inside, use the handle it is given: the store itself
   * refuses calls made from within a transaction.
   */
  transaction<Result>(work: (tx: Queryable) => Promise<Result>, options?: TransactionOptions): Promise<Result>;
  close(): Promise<void>;
}
