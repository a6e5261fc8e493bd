import { MatchingSettings } from '../../config/matching-settings.ts';
import type { MatchingModel } from './matching-model.ts';

/** How sure a declared-unique identifier must be that its holders are one customer. */
export type Guard = 'NONE' | 'NOT_CONTRADICTED' | 'SAME_NAME';

export interface UniqueIdentifierRule {
  /** `CUSTOMER_REFERENCE`, `TAX_ID`, `EMAIL`, `PHONE` or any identifier type of the canonical record. */
  readonly type: string;
  /** A value held by more records than this identifies nobody. */
  readonly maxRecords: number;
  readonly guard: Guard;
}

/** The engine's settings. They are data; none names a data set or a source. */
export interface MatchingConfig {
  /** Strongest first. */
  readonly uniqueIdentifiers: readonly UniqueIdentifierRule[];
  /** Values that identify nobody, folded: a value matches when it equals one of them. */
  readonly blockedValues: ReadonlySet<string>;
  /** Local parts of mailboxes a team shares: they need the same name beside. */
  readonly sharedMailboxes: ReadonlySet<string>;
  readonly maxClusterSize: number;
  /** A block larger than this is not looked into. */
  readonly maxBlockSize: number;
  /** Leave to a person what bits alone would merge of a household or of shared premises: twins, father and son, neighbours. */
  readonly guardSharedPremises: boolean;
  /** What was learnt before; learnt from the records at hand when absent. */
  readonly model?: MatchingModel;
  readonly kinds: Readonly<Record<'PERSON' | 'ORGANIZATION', KindThresholds>>;
}

export interface KindThresholds {
  /** Bits (log2 of the odds) from which two records are linked. */
  readonly linkBits: number;
  /** Bits from which a person should look at a pair. */
  readonly reviewBits: number;
  /** Mean bits over all pairs of two clusters, below which a link between them is a bridge and not crossed. */
  readonly minAverageBits: number;
}

/** The settings as the engine takes them. */
export function toMatchingConfig({ blockedValues, sharedMailboxes, ...rest }: MatchingSettings): MatchingConfig {
  return { ...rest, blockedValues: new Set(blockedValues), sharedMailboxes: new Set(sharedMailboxes) };
}

/** What a gateway goes by that was told nothing else. */
export const DEFAULT_MATCHING_CONFIG: MatchingConfig = toMatchingConfig(MatchingSettings.parse({}));
