import type { RecordRef, SourceName } from '../domain/record-ref.ts';

/** `cus_` and 26 characters; opaque and durable: an id that lost a merge answers as the one that won. */
export type CustomerId = string;

export type CustomerKind = 'PERSON' | 'ORGANIZATION';

/** One reason why a record belongs to its customer. */
export interface Evidence {
  /** The rule that linked: `TAX_ID`, `score`, `ruling`. */
  readonly rule: string;
  /** For people, without personal values: `same TAX_ID as finance:17`. */
  readonly detail: string;
  /** The record it was linked with. */
  readonly with?: RecordRef;
  /** Weight of the evidence, log2 of how much likelier it makes a match. */
  readonly bits?: number;
}

export interface LinkedRecord extends RecordRef {
  /** Empty for a customer's only record. */
  readonly evidence: readonly Evidence[];
  /** RFC 3339, when the record came to this customer. */
  readonly linkedAt: string;
}

export interface CustomerIdentity {
  /** The current id, whichever was asked for. */
  readonly id: CustomerId;
  readonly kind: CustomerKind;
  /** The customer objected to processing: it may be kept and shown to itself, and used for nothing else. */
  readonly restricted?: true;
  /** In the order of source and id; never empty. */
  readonly records: readonly LinkedRecord[];
}

export interface IdentifierQuery {
  /** `EMAIL`, `PHONE`, `EMAIL_SHA256`, `TAX_ID`, or any type the mappings give. */
  readonly type: string;
  readonly value: string;
  /** Who issued it; any issuer when absent. */
  readonly issuer?: string;
}

export interface CustomerPageQuery {
  /** The last id of the page before. */
  readonly after?: CustomerId;
  readonly first: number;
  /** From the customer that became known last; from the first when absent. */
  readonly newestFirst?: boolean;
  readonly filter?: { readonly kind?: CustomerKind; readonly source?: SourceName };
}

export interface CustomerPage {
  /** In the order in which customers became known, or the reverse. */
  readonly ids: readonly CustomerId[];
  readonly hasMore: boolean;
  readonly total: number;
}

/** Which source records are the same customer. Every method fails with STORE_UNAVAILABLE when the store does. */
export interface Identity {
  /** The customers of these ids, by the id asked for; old ids follow redirects, unknown ids are absent. */
  recordsOf(ids: readonly CustomerId[]): Promise<Map<CustomerId, CustomerIdentity>>;
  /** The customers of these records, by `recordKey`; unknown records are absent. */
  customersOf(records: readonly RecordRef[]): Promise<Map<string, CustomerId>>;
  /** Every customer with this identifier, ascending. The value is normalised first, and only compared as a keyed hash. */
  findBy(identifier: IdentifierQuery): Promise<CustomerId[]>;
  list(page: CustomerPageQuery): Promise<CustomerPage>;
}
