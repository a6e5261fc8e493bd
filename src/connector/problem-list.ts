import type { SetupProblem } from '../errors.ts';
import type { ManifestFile } from './manifest-file.ts';

export type Path = readonly PropertyKey[];

/** Collects everything wrong with one manifest, each problem at the place of the value it is about. */
export interface ProblemList {
  readonly problems: readonly SetupProblem[];
  add(path: Path, problem: { message: string; hint?: string }): void;
  /** Problems of another file that belongs to the connector. */
  include(others: readonly SetupProblem[]): void;
}

export function createProblemList(file: ManifestFile): ProblemList {
  const problems: SetupProblem[] = [];
  return {
    problems,
    add(path, problem) {
      problems.push({ file: file.name, ...file.placeOf(path), ...problem });
    },
    include(others) {
      problems.push(...others);
    },
  };
}
