import { isNode, LineCounter, parseDocument, type Document } from 'yaml';
import { z } from 'zod';
import { setupInvalid, type SetupProblem } from '../errors.ts';

const expectedProblem = z.strictObject({
  /** Absent for a problem that belongs to no field, such as MAPPING_FAILED. */
  path: z.string().optional(),
  code: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'expected a problem code such as UNKNOWN_CODE'),
});

const example = z.strictObject({
  name: z.string().min(1),
  in: z.unknown(),
  /** The whole mapped row; without it only the problems are compared. */
  out: z.unknown().optional(),
  /** Every problem the row must lead to, in any order; without it there must be none. */
  problems: z.array(expectedProblem).default([]),
  bindings: z.record(z.string(), z.unknown()).default({}),
});

export type ExpectedProblem = z.infer<typeof expectedProblem>;

/** One case of a mapping: a row, what it must become and which problems it must have. */
export interface MappingExample extends z.infer<typeof example> {
  /** 1-based line in the file of examples. */
  readonly line: number;
}

/** Reads `<entity>.examples.yaml`. Fails with SETUP_INVALID naming every problem and its line. */
export function loadExamples({ file, source }: { file: string; source: string }): MappingExample[] {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number) => Math.max(lines.linePos(offset).line, 1);
  const lineOf = (path: readonly PropertyKey[]) => lineAt(offsetOf(document, path));
  const broken = document.errors.map(({ pos, message }) => ({ file, line: lineAt(pos[0]), message }));
  if (broken.length > 0) throw setupInvalid(broken);

  const parsed = z.array(example).min(1, 'holds no example').safeParse(document.toJS());
  if (!parsed.success)
    throw setupInvalid(parsed.error.issues.map(({ path, message }) => toProblem(file, lineOf(path), path, message)));
  const examples = parsed.data.map((each, index) => ({ ...each, line: lineOf([index]) }));
  refuseTwins(file, examples);
  return examples;
}

function toProblem(file: string, line: number, path: readonly PropertyKey[], message: string): SetupProblem {
  const field = path.slice(1).map(String).join('.');
  return { file, line, message: field === '' ? message : `${field}: ${message}` };
}

/** Of the value at a path, or of the nearest thing around it that is in the file. */
function offsetOf(document: Document.Parsed, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return node.range[0];
  }
  return 0;
}

function refuseTwins(file: string, examples: readonly MappingExample[]): void {
  const seen = new Set<string>();
  const twins = examples.filter(({ name }) => seen.size === seen.add(name).size);
  if (twins.length === 0) return;
  throw setupInvalid(twins.map(({ name, line }) => ({ file, line, message: `a second example is called "${name}"` })));
}
