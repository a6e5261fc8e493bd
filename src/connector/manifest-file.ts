import { isMap, isNode, isScalar, LineCounter, parseDocument, type Document } from 'yaml';
import type { SetupProblem } from '../errors.ts';
import type { Path } from './problem-list.ts';

/** A parsed YAML file that still knows where each value stands. */
export interface ManifestFile {
  /** As problems name it: `connectors/erp/connector.yaml`. */
  readonly name: string;
  readonly data: unknown;
  /** What is wrong with it as YAML; `data` is undefined then. */
  readonly problems: readonly SetupProblem[];
  /** 1-based place of the value (of the key, for one that should not be there), or of what is nearest around it. */
  placeOf(path: Path): { line: number; column: number };
}

export function parseManifestFile(name: string, text: string): ManifestFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const toPlace = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const problems = document.errors.map(({ pos, message }) => ({ file: name, ...toPlace(pos[0]), message }));
  return {
    name,
    data: problems.length > 0 ? undefined : document.toJS(),
    problems,
    placeOf: (path) => toPlace(offsetOf(document, path)),
  };
}

function offsetOf(document: Document.Parsed, path: Path): number {
  for (let length = path.length; length > 0; length -= 1) {
    const offset = keyOffset(document, path.slice(0, length)) ?? nodeOffset(document, path.slice(0, length));
    if (offset !== undefined) return offset;
  }
  return 0;
}

function nodeOffset(document: Document.Parsed, path: Path): number | undefined {
  const node = document.getIn(path, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

/** The key says more than the value where the value is a block below it. */
function keyOffset(document: Document.Parsed, path: Path): number | undefined {
  const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isMap(parent)) return undefined;
  const pair = parent.items.find(({ key }) => isScalar(key) && key.value === path.at(-1));
  if (pair === undefined) return undefined;
  if (isScalar(pair.value) && pair.value.range) return pair.value.range[0];
  return isScalar(pair.key) ? pair.key.range?.[0] : undefined;
}
