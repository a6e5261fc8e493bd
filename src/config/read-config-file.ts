import { existsSync, readFileSync } from 'node:fs';
import { isNode, LineCounter, parseDocument } from 'yaml';
import type { SetupProblem } from '../errors.ts';

export interface ConfigFile {
  readonly values: Readonly<Record<string, unknown>>;
  /** 1-based line of the value at a path, or of the nearest thing around it that is in the file. */
  lineOf(path: readonly PropertyKey[]): number | undefined;
  readonly problems: readonly SetupProblem[];
}

/** Reads a YAML file; a file that does not exist has no values and no problems unless `required`. */
export function readConfigFile(file: string, { required }: { required: boolean }): ConfigFile {
  if (!existsSync(file)) return emptyFile(required ? [{ file, message: 'does not exist' }] : []);

  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines, prettyErrors: false });
  const problems = document.errors.map((error) => ({ file, ...toPlace(lines, error.pos[0]), message: error.message }));
  if (problems.length > 0) return emptyFile(problems);

  const values: unknown = document.toJS() ?? {};
  if (!isMap(values)) {
    return emptyFile([{ file, line: 1, message: 'is no map of settings', hint: 'right: port: 4000' }]);
  }
  return {
    values,
    problems: [],
    lineOf(path) {
      for (let length = path.length; length > 0; length -= 1) {
        const node = document.getIn(path.slice(0, length), true);
        if (isNode(node) && node.range) return toPlace(lines, node.range[0]).line;
      }
      return undefined;
    },
  };
}

function toPlace(lines: LineCounter, offset: number): { line: number; column: number } {
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function emptyFile(problems: readonly SetupProblem[]): ConfigFile {
  return { values: {}, problems, lineOf: () => undefined };
}

/** Whether a parsed YAML value is a map. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
