import { placeOf } from '../expression-error.ts';
import { parseSyntax, type SyntaxNode } from '../syntax-tree.ts';
import { walkTargets, type Place } from '../target-walk.ts';

/** A step of a mapping that can lose what the source said. */
export interface LossyCoercion {
  /** Field of the output; '' when it goes to none in particular. */
  readonly target: string;
  /** `$round`, `*`. */
  readonly operation: string;
  readonly reason: string;
  readonly line: number;
  readonly column: number;
}

const FLOAT = 'decimals become floating point; $decimal keeps them exact';
const ROUNDED = 'digits are dropped';
const CUT = 'text is cut';

const LOSSY_FUNCTIONS: Readonly<Record<string, string>> = {
  number: FLOAT,
  sum: FLOAT,
  average: FLOAT,
  power: FLOAT,
  sqrt: FLOAT,
  round: ROUNDED,
  floor: ROUNDED,
  ceil: ROUNDED,
  formatNumber: ROUNDED,
  formatBase: ROUNDED,
  substring: CUT,
  substringBefore: CUT,
  substringAfter: CUT,
  boolean: 'every value becomes true or false',
  isoDate: 'the time of day is dropped',
  toMillis: 'the offset is dropped',
  emailHash: 'the address cannot be had back',
  phoneHash: 'the number cannot be had back',
};

const ARITHMETIC = new Set(['+', '-', '*', '/', '%']);

/** The steps of a mapping that can lose something, in the order of the source: to be looked at, not always wrong. */
export function lossyCoercionsOf({ source }: { source: string }): LossyCoercion[] {
  const found: { position: number; coercion: LossyCoercion }[] = [];
  walkTargets(parseSyntax(source), {
    node(node, place) {
      const coercion = toCoercion(node, place, source);
      if (coercion) found.push({ position: node.position ?? 0, coercion });
    },
  });
  return found.sort((a, b) => a.position - b.position).map(({ coercion }) => coercion);
}

function toCoercion(node: SyntaxNode, { target }: Place, source: string): LossyCoercion | undefined {
  const name = node.procedure?.type === 'variable' ? String(node.procedure.value) : '';
  const operator = node.type === 'binary' ? String(node.value) : '';
  const isLossyCall = Object.hasOwn(LOSSY_FUNCTIONS, name);
  if (!isLossyCall && !ARITHMETIC.has(operator)) return undefined;

  const operation = isLossyCall ? `$${name}` : operator;
  const end = (isLossyCall ? node.procedure?.position : node.position) ?? 0;
  const reason = LOSSY_FUNCTIONS[name] ?? FLOAT;
  return { target, operation, reason, ...placeOf(source, end - operation.length) };
}
