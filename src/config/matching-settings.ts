import { z } from 'zod';

const bits = z.number().min(-100).max(100);

const words = (text: string): string[] => text.split(/\s+/);

const uniqueIdentifier = z.strictObject({
  type: z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'expected UPPER_SNAKE such as TAX_ID'),
  maxRecords: z.int().min(1),
  guard: z.enum(['NONE', 'NOT_CONTRADICTED', 'SAME_NAME']),
});

/** What makes two records one customer; also what `c360 identity dry-run --config` reads. */
export const MatchingSettings = z.strictObject({
  uniqueIdentifiers: z
    .array(uniqueIdentifier)
    .default([
      { type: 'CUSTOMER_REFERENCE', maxRecords: 100, guard: 'NONE' },
      { type: 'TAX_ID', maxRecords: 30, guard: 'NOT_CONTRADICTED' },
      { type: 'LEI', maxRecords: 30, guard: 'NOT_CONTRADICTED' },
      { type: 'EMAIL', maxRecords: 10, guard: 'NOT_CONTRADICTED' },
      { type: 'PHONE', maxRecords: 6, guard: 'SAME_NAME' },
    ])
    .describe(
      'Identifiers that link by themselves, the strongest first; best set in the file. `type` is one of these or a type the mappings give, a value held by more than `maxRecords` records identifies nobody, and `guard` says what must not speak against it: `NONE`, `NOT_CONTRADICTED`, or `SAME_NAME` to ask for equal names.',
    ),
  blockedValues: z
    .array(z.string())
    .default(
      words(`test anonymous unknown none null nil na n/a tbd xxx deleted gdpr guest dummy 0 00 000 0000 00000 000000
        9999 99999 999999 123 1234 12345 123456 test@example.com test@test.com noreply@example.com none@none.com
        na@na.com unknown@unknown.com anonymous@example.com a@a.com`),
    )
    .describe('Values that identify nobody, in lower case and without spaces. A list given here replaces this one.'),
  sharedMailboxes: z
    .array(z.string())
    .default(
      words(`info office contact kontakt mail hello sales vertrieb ventas ventes order orders bestellung einkauf
        purchasing achats compras billing invoice invoices rechnung rechnungen buchhaltung accounting accounts finance
        facturation service support help admin administration team post reception sekretariat ops agent booking
        reservations kefu kf xiaoshou shangwu caigou caiwu webmaster postmaster hr jobs marketing export import shop
        store noreply no-reply donotreply company enquiries inquiries customerservice kundenservice`),
    )
    .describe(
      'Local parts of mailboxes that a team shares: they link equal names only. A list given here replaces this one.',
    ),
  maxClusterSize: z.int().min(2).default(60).describe('Most records that links may make one customer.'),
  maxBlockSize: z
    .int()
    .min(2)
    .default(120)
    .describe('Records that share a blocking key are compared unless they are more than this many.'),
  guardSharedPremises: z
    .boolean()
    .default(true)
    .describe(
      'Whether pairs that only a household or premises hold together (twins, father and son, neighbours) wait for a person.',
    ),
  kinds: z
    .strictObject({
      PERSON: z
        .strictObject({
          linkBits: bits
            .default(5)
            .describe('Bits of evidence (log2 of the odds) from which two people’s records are linked.'),
          reviewBits: bits.default(1).describe('Bits from which a person should look at a pair.'),
          minAverageBits: bits
            .default(1)
            .describe('Mean bits over all pairs of two groups, below which a link between them is not crossed.'),
        })
        .prefault({}),
      ORGANIZATION: z
        .strictObject({
          linkBits: bits.default(8).describe('The same for organisations.'),
          reviewBits: bits.default(1).describe('The same for organisations.'),
          minAverageBits: bits.default(4).describe('The same for organisations.'),
        })
        .prefault({}),
    })
    .prefault({}),
});

export type MatchingSettings = z.output<typeof MatchingSettings>;
