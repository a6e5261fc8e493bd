/** What the exit code of every command means; docs/cli.md explains them. */
export const EXIT_CODE = {
  /** Done. */
  ok: 0,
  /** What was asked did not succeed: a source failed, there is no such key. */
  failed: 1,
  /** Nothing was tried: wrong options, or a setup that is not valid. */
  usage: 2,
} as const;
