/** What somebody said about one purpose, as a source or the gateway's own records keep it. Times are milliseconds since 1970. */
export interface ConsentStatement {
  readonly purpose: string;
  readonly state: 'GRANTED' | 'DENIED' | 'WITHDRAWN' | 'UNKNOWN';
  /** The organisation that alone it speaks of; us when absent. */
  readonly partner?: string | undefined;
  readonly collectedAt?: number | undefined;
  readonly expiresAt?: number | undefined;
}

/** What follows from all statements: whether somebody agreed, refused, or never said. */
export type ConsentState = 'GRANTED' | 'REFUSED' | 'NONE';

/**
 * What holds for a purpose, and for one partner when named. The newest statement counts, whoever keeps it; of several at
 * one time the stricter. A refusal without a time outweighs everything, an agreement without a time nothing. A partner
 * needs an agreement that names it, and loses it by a refusal of the purpose as a whole.
 */
export function consentState(
  statements: readonly ConsentStatement[],
  { purpose, partner, now }: { purpose: string; partner?: string | undefined; now: number },
): ConsentState {
  const concerned = statements.filter(
    (statement) => statement.purpose === purpose && statement.state !== 'UNKNOWN' && concerns(statement, partner),
  );
  const newest = concerned.reduce<ConsentStatement | undefined>(
    (best, next) => (best === undefined || outweighs(next, best) ? next : best),
    undefined,
  );
  if (newest === undefined) return 'NONE';
  if (newest.state !== 'GRANTED') return 'REFUSED';
  return newest.expiresAt !== undefined && newest.expiresAt <= now ? 'NONE' : 'GRANTED';
}

function concerns(statement: ConsentStatement, partner: string | undefined): boolean {
  if (statement.partner === partner) return true;
  return statement.partner === undefined && statement.state !== 'GRANTED';
}

function outweighs(a: ConsentStatement, b: ConsentStatement): boolean {
  const [timeA, timeB] = [weightOf(a), weightOf(b)];
  if (timeA !== timeB) return timeA > timeB;
  return strictness(a) > strictness(b);
}

function weightOf({ collectedAt, state }: ConsentStatement): number {
  return collectedAt ?? (state === 'GRANTED' ? -Infinity : Infinity);
}

/** Of two agreements at one time the one that ends sooner is the stricter. */
function strictness({ state, expiresAt }: ConsentStatement): number {
  return state === 'GRANTED' ? -(expiresAt ?? Infinity) : Infinity;
}
