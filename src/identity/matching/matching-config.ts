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

export const DEFAULT_MATCHING_CONFIG: MatchingConfig = {
  uniqueIdentifiers: [
    { type: 'CUSTOMER_REFERENCE', maxRecords: 100, guard: 'NONE' },
    { type: 'TAX_ID', maxRecords: 30, guard: 'NOT_CONTRADICTED' },
    { type: 'LEI', maxRecords: 30, guard: 'NOT_CONTRADICTED' },
    { type: 'EMAIL', maxRecords: 10, guard: 'NOT_CONTRADICTED' },
    { type: 'PHONE', maxRecords: 6, guard: 'SAME_NAME' },
  ],
  blockedValues: new Set(
    `test anonymous unknown none null nil na n/a tbd xxx deleted gdpr guest dummy 0 00 000 0000 00000 000000 9999 99999 999999 123 1234 12345 123456
    test@example.com test@test.com noreply@example.com none@none.com na@na.com unknown@unknown.com anonymous@example.com a@a.com`.split(
      /\s+/,
    ),
  ),
  sharedMailboxes: new Set(
    `info office contact kontakt mail hello sales vertrieb ventas ventes order orders bestellung einkauf purchasing achats compras billing invoice invoices
    rechnung rechnungen buchhaltung accounting accounts finance facturation service support help admin administration team post reception sekretariat
    ops agent booking reservations kefu kf xiaoshou shangwu caigou caiwu webmaster postmaster hr jobs marketing export import shop store noreply no-reply donotreply company enquiries inquiries customerservice kundenservice`.split(
      /\s+/,
    ),
  ),
  maxClusterSize: 60,
  maxBlockSize: 120,
  guardSharedPremises: true,
  kinds: {
    PERSON: { linkBits: 5, reviewBits: 1, minAverageBits: 1 },
    ORGANIZATION: { linkBits: 8, reviewBits: 1, minAverageBits: 4 },
  },
};
