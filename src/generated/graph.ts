import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { CustomerNode } from '../graph/customer-node.ts';
import type { OrderNode, InvoiceNode, PaymentNode, ShipmentNode, InteractionNode, ProductNode, RuledNode, SourceNode } from '../graph/nodes.ts';
import type { OrderLine as OrderLineNode } from '../domain/commerce.ts';
import type { Principal as PrincipalNode } from '../access/principal.ts';
import type { RequestContext } from '../graph/request-context.ts';
export type Maybe<T> = T | null | undefined;
export type InputMaybe<T> = T | null | undefined;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An ISO 3166-1 alpha-2 country code, such as `DE`. */
  CountryCode: { input: string; output: string; }
  /** An ISO 4217 currency code, such as `EUR`. */
  CurrencyCode: { input: string; output: string; }
  /** A calendar date, `YYYY-MM-DD`. */
  Date: { input: string; output: string; }
  /** An instant, RFC 3339 with an offset, such as `2026-10-31T09:30:00+08:00`. */
  DateTime: { input: string; output: string; }
  /** A decimal number as a string without exponent, such as `"12.50"`. Never a float: no digit is lost. */
  Decimal: { input: string; output: string; }
  /** A length of time: a whole number and a unit, such as `500ms`, `30s`, `5m`, `1h`, `7d`. */
  Duration: { input: string; output: string; }
  /** A BCP-47 language tag, such as `zh-Hans`. */
  LanguageTag: { input: string; output: string; }
  _FieldSet: { input: unknown; output: unknown; }
};

/** What an address is used for. */
export type AddressType =
  /** Invoices go here. */
  | 'BILLING'
  /** Where a person lives. */
  | 'HOME'
  /** Anything else. */
  | 'OTHER'
  /** The registered seat of an organisation. */
  | 'REGISTERED'
  /** Goods go here. */
  | 'SHIPPING';

/** What is owed for so many days past due. */
export type AgingBucket = {
  /** How much. */
  readonly amount: Money;
  /** Days past due, such as `1-30`. */
  readonly bucket: Scalars['String']['output'];
};

/** Whether a quantity can be had. */
export type Availability = {
  /** Whether all of it can be had. */
  readonly available: Scalars['Boolean']['output'];
  /** How many can be had. */
  readonly quantity: Scalars['Decimal']['output'];
};

/** How somebody was in touch. */
export type Channel =
  /** Chat on a site or in an app. */
  | 'CHAT'
  /** E-mail. */
  | 'EMAIL'
  /** A messenger. */
  | 'MESSAGING'
  /** Anything else. */
  | 'OTHER'
  /** Telephone. */
  | 'PHONE'
  /** A social network. */
  | 'SOCIAL'
  /** A visit to a shop. */
  | 'STORE'
  /** A visit to a web site. */
  | 'WEB';

/** How much a disagreement matters. */
export type ConflictSeverity =
  /** A different value of something that should identify the customer. */
  | 'HIGH'
  /** A difference of spelling. */
  | 'LOW'
  /** A different value. */
  | 'MEDIUM';

/** What a customer allowed, or did not. */
export type Consent = {
  /** When it was given or refused. */
  readonly collectedAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it ends. */
  readonly expiresAt?: Maybe<Scalars['DateTime']['output']>;
  /** The law it was given under, such as `GDPR` or `PIPL`. */
  readonly jurisdiction?: Maybe<Scalars['String']['output']>;
  /** The legal basis, in the source's words. */
  readonly legalBasis?: Maybe<Scalars['String']['output']>;
  /** The only organisation it speaks of; null when it is ours. */
  readonly partner?: Maybe<Scalars['String']['output']>;
  /** For what, such as `MARKETING_EMAIL`. */
  readonly purpose: Scalars['String']['output'];
  /** Whether it is allowed. */
  readonly state: ConsentState;
};

/** What a customer said about one purpose. */
export type ConsentInput = {
  /** When it was given or refused; now when left out, never in the future. */
  readonly collectedAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** When it ends. */
  readonly expiresAt?: InputMaybe<Scalars['DateTime']['input']>;
  /** The law it was given under, such as `GDPR` or `PIPL`. */
  readonly jurisdiction?: InputMaybe<Scalars['String']['input']>;
  /** The legal basis, such as `Art. 6(1)(a)`. */
  readonly legalBasis?: InputMaybe<Scalars['String']['input']>;
  /** The only organisation it speaks of, by the name of its credential; ours when left out. */
  readonly partner?: InputMaybe<Scalars['String']['input']>;
  /** Where the proof is kept, such as a document number; no personal data. */
  readonly proof?: InputMaybe<Scalars['String']['input']>;
  /** For what, such as `MARKETING_EMAIL`. */
  readonly purpose: Scalars['String']['input'];
  /** `GRANTED` or `DENIED`; use `withdrawConsent` to take one back. */
  readonly state: ConsentState;
};

/** Whether something is allowed. */
export type ConsentState =
  /** No. */
  | 'DENIED'
  /** Yes. */
  | 'GRANTED'
  /** Nobody knows. */
  | 'UNKNOWN'
  /** Not any more. */
  | 'WITHDRAWN';

/** A number, and how it was made. */
export type CountMetric = {
  /** What was counted, and how. */
  readonly rule: Scalars['String']['output'];
  /** The number. */
  readonly value?: Maybe<Scalars['Int']['output']>;
};

/** How much credit a customer has. */
export type CreditStatus = {
  /** What they owe by days past due, where the source says. */
  readonly aging?: Maybe<ReadonlyArray<AgingBucket>>;
  /** How much more they may owe. */
  readonly available?: Maybe<Money>;
  /** Whether deliveries are stopped. */
  readonly blocked?: Maybe<Scalars['Boolean']['output']>;
  /** How much they owe. */
  readonly exposure?: Maybe<Money>;
  /** How much they may owe. */
  readonly limit?: Maybe<Money>;
};

/** A person or an organisation, put together live from every source system that knows them. */
export type Customer = Node & {
  /** Every postal address known, the most trusted first. */
  readonly addresses?: Maybe<ReadonlyArray<PostalAddress>>;
  /** A person's birth date. */
  readonly birthDate?: Maybe<Scalars['Date']['output']>;
  /** The fields on which sources disagree. Only of fields that you may see in full. */
  readonly conflicts: ReadonlyArray<FieldConflict>;
  /** What they allowed us to do with their data, as the source systems and the gateway's own records know it. The newest on a purpose counts. */
  readonly consents?: Maybe<ReadonlyArray<Consent>>;
  /** How much credit they have and use. */
  readonly credit?: Maybe<CreditStatus>;
  /** The name to show. */
  readonly displayName?: Maybe<Scalars['String']['output']>;
  /** Every e-mail address known, the most trusted first. */
  readonly emails?: Maybe<ReadonlyArray<EmailAddress>>;
  /** A person's family name. */
  readonly familyName?: Maybe<Scalars['String']['output']>;
  /** A person's given name. */
  readonly givenName?: Maybe<Scalars['String']['output']>;
  /** What happened to this customer's identity, the oldest first: records that came and went, merges, splits, rulings. */
  readonly history: ReadonlyArray<IdentityEvent>;
  /** Ours, opaque and durable. */
  readonly id: Scalars['ID']['output'];
  /** Numbers somebody issued for this customer: tax ids, LEI, customer numbers. */
  readonly identifiers: ReadonlyArray<Identifier>;
  /** An organisation's line of business. */
  readonly industry?: Maybe<Scalars['String']['output']>;
  /** When and how we were in touch, newest first. */
  readonly interactions?: Maybe<InteractionConnection>;
  /** What was billed to them, newest first. */
  readonly invoices?: Maybe<InvoiceConnection>;
  /** Person or organisation; null when no source says. */
  readonly kind?: Maybe<CustomerKind>;
  /** The registered name of an organisation. */
  readonly legalName?: Maybe<Scalars['String']['output']>;
  /** What their own orders say. Each number names the rule that made it. */
  readonly metrics?: Maybe<CustomerMetrics>;
  /** What they ordered, newest first, from every source that takes orders. */
  readonly orders?: Maybe<OrderConnection>;
  /** The organisation this one belongs to. */
  readonly parent?: Maybe<Customer>;
  /** What they paid, newest first. */
  readonly payments?: Maybe<PaymentConnection>;
  /** Every phone number known, the most trusted first. */
  readonly phones?: Maybe<ReadonlyArray<PhoneNumber>>;
  /** The language to write to them in. */
  readonly preferredLanguage?: Maybe<Scalars['LanguageTag']['output']>;
  /** Where the value of each field came from, who lost, and by which policy. Only of fields that you may see in full. */
  readonly provenance: ReadonlyArray<FieldProvenance>;
  /** The source records that are this customer, and why. */
  readonly records: ReadonlyArray<SourceRecord>;
  /** Per part of this answer: which source gave it, how old it is, or why it is missing. */
  readonly sections: ReadonlyArray<Section>;
  /** The audiences they belong to. */
  readonly segments?: Maybe<ReadonlyArray<SegmentMembership>>;
  /** What was sent to them, newest first. */
  readonly shipments?: Maybe<ShipmentConnection>;
};


/** A person or an organisation, put together live from every source system that knows them. */
export type CustomerInteractionsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  channel?: InputMaybe<ReadonlyArray<Channel>>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A person or an organisation, put together live from every source system that knows them. */
export type CustomerInvoicesArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<InvoiceFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A person or an organisation, put together live from every source system that knows them. */
export type CustomerMetricsArgs = {
  window?: InputMaybe<Scalars['Duration']['input']>;
};


/** A person or an organisation, put together live from every source system that knows them. */
export type CustomerOrdersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<OrderFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A person or an organisation, put together live from every source system that knows them. */
export type CustomerPaymentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** A person or an organisation, put together live from every source system that knows them. */
export type CustomerProvenanceArgs = {
  fields?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
};


/** A person or an organisation, put together live from every source system that knows them. */
export type CustomerSegmentsArgs = {
  origin?: InputMaybe<SegmentOrigin>;
};


/** A person or an organisation, put together live from every source system that knows them. */
export type CustomerShipmentsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** A page of customers. */
export type CustomerConnection = {
  /** The customers and their cursors. */
  readonly edges: ReadonlyArray<CustomerEdge>;
  /** The customers alone. */
  readonly nodes: ReadonlyArray<Customer>;
  /** Where this page is. */
  readonly pageInfo: PageInfo;
  /** How many there are in all; null when nobody can tell. */
  readonly totalCount?: Maybe<Scalars['Int']['output']>;
};

/** A customer in a page. */
export type CustomerEdge = {
  /** Where it is: pass it as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The customer. */
  readonly node: Customer;
};

/** Everything known of a customer. */
export type CustomerExport = {
  /** Whether every source has answered; those that did not are named in the export. */
  readonly complete: Scalars['Boolean']['output'];
  /** The customer's current id. */
  readonly customer: Scalars['ID']['output'];
  /** When it was put together. */
  readonly exportedAt: Scalars['DateTime']['output'];
  /** The same as an HTML page, for people. */
  readonly html: Scalars['String']['output'];
  /** The export as a JSON document, for machines. */
  readonly json: Scalars['String']['output'];
};

/** Which customers to list. */
export type CustomerFilter = {
  /** Only persons, or only organisations. */
  readonly kind?: InputMaybe<CustomerKind>;
  /** Only customers that this source system knows. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
};

/** Exactly one of these. */
export type CustomerKey =
  /** An e-mail address, any case. */
  { readonly email: Scalars['String']['input']; readonly externalId?: never; readonly phone?: never; readonly record?: never; readonly taxId?: never; }
  |  /** Any other identifier. */
  { readonly email?: never; readonly externalId: ExternalIdKey; readonly phone?: never; readonly record?: never; readonly taxId?: never; }
  |  /** A phone number in E.164 form. */
  { readonly email?: never; readonly externalId?: never; readonly phone: Scalars['String']['input']; readonly record?: never; readonly taxId?: never; }
  |  /** A record of a source system. */
  { readonly email?: never; readonly externalId?: never; readonly phone?: never; readonly record: RecordKey; readonly taxId?: never; }
  |  /** A tax id, with or without blanks. */
  { readonly email?: never; readonly externalId?: never; readonly phone?: never; readonly record?: never; readonly taxId: Scalars['String']['input']; };

/** What kind of customer. */
export type CustomerKind =
  /** A company, authority, association or household. */
  | 'ORGANIZATION'
  /** A natural person. */
  | 'PERSON';

/** Numbers about a customer, made from their orders. */
export type CustomerMetrics = {
  /** What an order comes to. */
  readonly averageOrder: MoneyMetric;
  /** Where the customer stands. */
  readonly lifecycle: LifecycleMetric;
  /** What all orders ever add up to. */
  readonly lifetimeValue: MoneyMetric;
  /** How many orders. */
  readonly orders: CountMetric;
  /** Days since the last order; the value is null without one. */
  readonly recencyDays: CountMetric;
  /** What the orders add up to. */
  readonly revenue: MoneyMetric;
  /** How many days back `orders`, `revenue` and `averageOrder` look. */
  readonly windowDays: Scalars['Int']['output'];
};

/** In which order to list customers. */
export type CustomerOrder = {
  /** Which way. */
  readonly direction?: InputMaybe<SortDirection>;
  /** By what. */
  readonly field: CustomerOrderField;
};

/** What customers can be sorted by. */
export type CustomerOrderField =
  /** When the gateway first saw them. */
  | 'CREATED_AT';

/** An e-mail address. */
export type EmailAddress = {
  /** The address, its domain in lower case. */
  readonly address: Scalars['String']['output'];
  /** Whether the source checked that it is theirs; null when it does not say. */
  readonly verified?: Maybe<Scalars['Boolean']['output']>;
};

/** A place that held data of a customer. */
export type ErasedPlace = {
  /** How many entries were removed or blanked. */
  readonly count: Scalars['Int']['output'];
  /** Which, such as `identity records`. */
  readonly place: Scalars['String']['output'];
};

/** What was erased, and what remains, and why. */
export type ErasureReceipt = {
  /** The ids that are not found from now on. */
  readonly customers: ReadonlyArray<Scalars['ID']['output']>;
  /** What was removed; a count of 0 when it had been done before. */
  readonly erased: ReadonlyArray<ErasedPlace>;
  /** When. */
  readonly erasedAt: Scalars['DateTime']['output'];
  /** What could not or may not be removed. */
  readonly remaining: ReadonlyArray<RemainingPlace>;
};

/** One reason why a record belongs to a customer. */
export type Evidence = {
  /** How much it weighs, in bits, where the rule is a comparison. */
  readonly bits?: Maybe<Scalars['Float']['output']>;
  /** In words, without personal data. */
  readonly detail: Scalars['String']['output'];
  /** The rule, such as `TAX_ID`, or `SCORE` for a comparison of several fields. */
  readonly rule: Scalars['String']['output'];
};

/** An identifier somebody issued. */
export type ExternalIdKey = {
  /** What it is, such as `LEI`. */
  readonly type: Scalars['String']['input'];
  /** The number itself. */
  readonly value: Scalars['String']['input'];
};

/** A value of a field that was not chosen. */
export type FieldCandidate = {
  /** The record it was read from. */
  readonly recordId: Scalars['ID']['output'];
  /** Who says so. */
  readonly source: Scalars['String']['output'];
  /** The value, as JSON when it is no plain text. */
  readonly value: Scalars['String']['output'];
};

/** A field on which sources disagree. */
export type FieldConflict = {
  /** The field, such as `birthDate`. */
  readonly field: Scalars['String']['output'];
  /** How much it matters. */
  readonly severity: ConflictSeverity;
  /** Each value and who says so, the shown one first. */
  readonly values: ReadonlyArray<FieldCandidate>;
};

/** Where the value of one field came from. */
export type FieldProvenance = {
  /** When the gateway read it. */
  readonly fetchedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The field, such as `displayName`. */
  readonly field: Scalars['String']['output'];
  /** The values that lost. */
  readonly losers: ReadonlyArray<FieldCandidate>;
  /** The version of the mapping that produced it. */
  readonly mappingVersion?: Maybe<Scalars['String']['output']>;
  /** How the winner was chosen, such as `SOURCE_ORDER`. */
  readonly policy: Scalars['String']['output'];
  /** The record it was read from. */
  readonly recordId?: Maybe<Scalars['ID']['output']>;
  /** The source whose value is shown; null when no source has one. For lists: the source of the first entry. */
  readonly source?: Maybe<Scalars['String']['output']>;
  /** When the source says the record last changed. */
  readonly sourceTime?: Maybe<Scalars['DateTime']['output']>;
};

/** A number somebody issued for a customer. */
export type Identifier = {
  /** Who issued it: a country for a tax id, a source system for a customer reference. */
  readonly issuer?: Maybe<Scalars['String']['output']>;
  /** What it is, such as `TAX_ID`, `LEI` or `CUSTOMER_REFERENCE`. */
  readonly type: Scalars['String']['output'];
  /** The number itself. */
  readonly value: Scalars['String']['output'];
  /** Whether it was checked; null when the source does not say. */
  readonly verified?: Maybe<Scalars['Boolean']['output']>;
};

/** What a ruling changed. */
export type IdentityChange = {
  /** The customers of the records ruled on, as they are now. */
  readonly customers: ReadonlyArray<Customer>;
  /** The number to withdraw it by. */
  readonly ruling: Scalars['Int']['output'];
};

/** Something that happened to a customer's identity. */
export type IdentityEvent = {
  /** Who: `system`, or the id of a credential. */
  readonly actor: Scalars['String']['output'];
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** What brought it about: a sync, a ruling, a change that a source told of. */
  readonly cause: Scalars['String']['output'];
  /** The customer merged into, or split off. */
  readonly other?: Maybe<Scalars['ID']['output']>;
  /** Why. */
  readonly reason: Scalars['String']['output'];
  /** The record concerned. */
  readonly record?: Maybe<SourceRef>;
  /** What, such as `merged`, `split` or `linked`. */
  readonly type: Scalars['String']['output'];
};

/** Why two source records are, or are not, the same customer. */
export type IdentityExplanation = {
  /** The shortest chain of links from the one to the other; empty when they are not the same. */
  readonly path: ReadonlyArray<IdentityStep>;
  /** What speaks for the two being the same though it did not suffice, or was ruled out. */
  readonly quarantined: ReadonlyArray<Evidence>;
  /** Whether they are. */
  readonly same: Scalars['Boolean']['output'];
};

/** Two source records that may be one customer, which no rule was sure enough to decide. */
export type IdentityPair = {
  /** One record. */
  readonly a: SourceRef;
  /** The other. */
  readonly b: SourceRef;
  /** How much the evidence weighs, in bits. */
  readonly bits?: Maybe<Scalars['Float']['output']>;
  /** The rule that found them alike. */
  readonly rule: Scalars['String']['output'];
};

/** Pairs of source records that await a ruling. */
export type IdentityReview = {
  /** The pairs of this page. */
  readonly pairs: ReadonlyArray<IdentityPair>;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A ruling in force. */
export type IdentityRuling = {
  /** Who: the id of the credential. */
  readonly actor: Scalars['String']['output'];
  /** When. */
  readonly at: Scalars['DateTime']['output'];
  /** On which records. */
  readonly pairs: ReadonlyArray<RuledPair>;
  /** Why. */
  readonly reason: Scalars['String']['output'];
  /** The number to withdraw it by. */
  readonly ruling: Scalars['Int']['output'];
};

/** One step from a record to the next, with what links the two. */
export type IdentityStep = {
  /** What links the two. */
  readonly evidence: ReadonlyArray<Evidence>;
  /** The record it starts from. */
  readonly from: SourceRef;
  /** The record it leads to. */
  readonly to: SourceRef;
  /** Records that would be somebody else if this link went. */
  readonly wouldLeave: ReadonlyArray<SourceRef>;
};

/** One contact with a customer. */
export type Interaction = {
  /** How. */
  readonly channel: Channel;
  /** Who began it. */
  readonly direction?: Maybe<InteractionDirection>;
  /** Names the source system and the number there. */
  readonly id: Scalars['ID']['output'];
  /** When. */
  readonly occurredAt: Scalars['DateTime']['output'];
  /** Who says so. */
  readonly source: SourceRef;
  /** What it was about. */
  readonly subject?: Maybe<Scalars['String']['output']>;
  /** What was said, in short. */
  readonly summary?: Maybe<Scalars['String']['output']>;
};

/** A page of contacts. */
export type InteractionConnection = {
  /** The contacts and their cursors. */
  readonly edges: ReadonlyArray<InteractionEdge>;
  /** The contacts alone. */
  readonly nodes: ReadonlyArray<Interaction>;
  /** Where this page is. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** Who began a contact. */
export type InteractionDirection =
  /** The customer did. */
  | 'INBOUND'
  /** We did. */
  | 'OUTBOUND';

/** A contact in a page. */
export type InteractionEdge = {
  /** Where it is: pass it as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The contact. */
  readonly node: Interaction;
};

/** How much there is of a product at one location. */
export type InventoryLevel = {
  /** When the source counted. */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** There and not promised to anybody. */
  readonly available?: Maybe<Scalars['Decimal']['output']>;
  /** Promised to orders. */
  readonly committed?: Maybe<Scalars['Decimal']['output']>;
  /** On its way to the location. */
  readonly incoming?: Maybe<Scalars['Decimal']['output']>;
  /** The warehouse or shop. */
  readonly location: Scalars['String']['output'];
  /** Physically there. */
  readonly onHand?: Maybe<Scalars['Decimal']['output']>;
  /** Below this more is ordered. */
  readonly reorderPoint?: Maybe<Scalars['Decimal']['output']>;
};

/** A bill. */
export type Invoice = Node & {
  /** What is still to be paid. */
  readonly amountDue?: Maybe<Money>;
  /** When it must be paid. */
  readonly dueOn?: Maybe<Scalars['Date']['output']>;
  /** Names the source system and the number there. */
  readonly id: Scalars['ID']['output'];
  /** When it was issued. */
  readonly issuedOn: Scalars['Date']['output'];
  /** What it bills. */
  readonly lines?: Maybe<ReadonlyArray<InvoiceLine>>;
  /** The number people say. */
  readonly number: Scalars['String']['output'];
  /** The order it bills, where the invoice names one. */
  readonly order?: Maybe<Order>;
  /** What was paid of it. */
  readonly payments?: Maybe<ReadonlyArray<Payment>>;
  /** Who says so. */
  readonly source: SourceRef;
  /** How far it is; null when the source's state is none we know. */
  readonly status?: Maybe<InvoiceStatus>;
  /** What it asks for. */
  readonly total: Money;
};

/** A page of invoices. */
export type InvoiceConnection = {
  /** The invoices and their cursors. */
  readonly edges: ReadonlyArray<InvoiceEdge>;
  /** The invoices alone. */
  readonly nodes: ReadonlyArray<Invoice>;
  /** Where this page is. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An invoice in a page. */
export type InvoiceEdge = {
  /** Where it is: pass it as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The invoice. */
  readonly node: Invoice;
};

/** Which invoices to list. */
export type InvoiceFilter = {
  /** Issued on or after. */
  readonly from?: InputMaybe<Scalars['Date']['input']>;
  /** Only these states. */
  readonly status?: InputMaybe<ReadonlyArray<InvoiceStatus>>;
  /** Issued before. */
  readonly to?: InputMaybe<Scalars['Date']['input']>;
};

/** One position of an invoice. */
export type InvoiceLine = {
  /** Price of the line after discount. */
  readonly amount?: Maybe<Money>;
  /** What it says. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** How many. */
  readonly quantity?: Maybe<Scalars['Decimal']['output']>;
  /** Stock keeping unit, where it names one. */
  readonly sku?: Maybe<Scalars['ID']['output']>;
  /** Price of one. */
  readonly unitPrice?: Maybe<Money>;
};

/** How far an invoice is. */
export type InvoiceStatus =
  /** Not sent yet. */
  | 'DRAFT'
  /** Sent, nothing paid. */
  | 'OPEN'
  /** Not paid in time. */
  | 'OVERDUE'
  /** All of it is paid. */
  | 'PAID'
  /** Some of it is paid. */
  | 'PARTIALLY_PAID'
  /** Withdrawn. */
  | 'VOID';

/** Stages of a customer. */
export type Lifecycle =
  /** Orders. */
  | 'ACTIVE'
  /** Has not ordered for long. */
  | 'LAPSED'
  /** Has not ordered for a while. */
  | 'LAPSING'
  /** Ordered for the first time lately. */
  | 'NEW'
  /** Known, has not ordered. */
  | 'PROSPECT';

/** Where a customer stands, and by which rule. */
export type LifecycleMetric = {
  /** The bounds between the stages. */
  readonly rule: Scalars['String']['output'];
  /** Where they stand. */
  readonly value: Lifecycle;
};

/** What is left of a value that is masked. */
export type MaskKind =
  /** Nothing: an empty text. */
  | 'BLANK'
  /** The domain of an e-mail address. */
  | 'DOMAIN'
  /** A name for the value that differs from caller to caller: equal values can be told, and no more. */
  | 'HASH'
  /** The first character. */
  | 'INITIAL'
  /** The last four characters, of eight or more. */
  | 'LAST4'
  /** The object, each of whose fields says for itself what is shown of it. */
  | 'PARTS'
  /** The first two characters, as of a postal code. */
  | 'REGION'
  /** The year of a date, as its first of January. */
  | 'YEAR';

/** An amount of money. */
export type Money = {
  /** How much, as a decimal string. */
  readonly amount: Scalars['Decimal']['output'];
  /** In which currency. */
  readonly currency: Scalars['CurrencyCode']['output'];
};

/** Amounts, one for each currency, and how they were made. */
export type MoneyMetric = {
  /** What was added up, and how. */
  readonly rule: Scalars['String']['output'];
  /** The amounts; currencies are never added up. */
  readonly value: ReadonlyArray<Money>;
};

/** Decisions of people about who is who. They outweigh every other evidence, and the latest on a pair holds. */
export type Mutation = {
  /** Removes what the gateway keeps of a customer, for good: identity, agreements and cached copies. Neither a sync nor a source brings them back. Doing it again does no harm. */
  readonly eraseCustomer: ErasureReceipt;
  /** Everything known of a customer, by source and with where it was read, for them to have (GDPR 15 and 20, PIPL 45). The sources are read now; rules for personal data do not apply to the person themselves. */
  readonly exportCustomerData: CustomerExport;
  /** Ends a restriction. */
  readonly liftRestriction: Scalars['Boolean']['output'];
  /** Two records are the same customer; also how a pair under review is confirmed. */
  readonly linkRecords: IdentityChange;
  /** Keeps what a customer said about one purpose. Whatever was said before stays on record and counts no more. */
  readonly recordConsent: Consent;
  /** The customer objects to the use of their data, or wants it to rest (GDPR 18 and 21): they exist for operators alone until `liftRestriction`. */
  readonly restrictCustomer: Scalars['Boolean']['output'];
  /** Some records of a customer are somebody else, together one customer. */
  readonly splitCustomer: IdentityChange;
  /** Two records are not the same customer; also how a pair under review is rejected. */
  readonly unlinkRecords: IdentityChange;
  /** A customer takes an agreement back, whoever keeps it; without `partner` for every partner too. */
  readonly withdrawConsent: Consent;
  /** Takes a ruling back; what it overruled stays overruled. */
  readonly withdrawRuling: IdentityChange;
};


/** Decisions of people about who is who. They outweigh every other evidence, and the latest on a pair holds. */
export type MutationEraseCustomerArgs = {
  customer: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};


/** Decisions of people about who is who. They outweigh every other evidence, and the latest on a pair holds. */
export type MutationExportCustomerDataArgs = {
  customer: Scalars['ID']['input'];
};


/** Decisions of people about who is who. They outweigh every other evidence, and the latest on a pair holds. */
export type MutationLiftRestrictionArgs = {
  customer: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};


/** Decisions of people about who is who. They outweigh every other evidence, and the latest on a pair holds. */
export type MutationLinkRecordsArgs = {
  a: RecordKey;
  b: RecordKey;
  reason: Scalars['String']['input'];
};


/** Decisions of people about who is who. They outweigh every other evidence, and the latest on a pair holds. */
export type MutationRecordConsentArgs = {
  consent: ConsentInput;
  customer: Scalars['ID']['input'];
};


/** Decisions of people about who is who. They outweigh every other evidence, and the latest on a pair holds. */
export type MutationRestrictCustomerArgs = {
  customer: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
};


/** Decisions of people about who is who. They outweigh every other evidence, and the latest on a pair holds. */
export type MutationSplitCustomerArgs = {
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  records: ReadonlyArray<RecordKey>;
};


/** Decisions of people about who is who. They outweigh every other evidence, and the latest on a pair holds. */
export type MutationUnlinkRecordsArgs = {
  a: RecordKey;
  b: RecordKey;
  reason: Scalars['String']['input'];
};


/** Decisions of people about who is who. They outweigh every other evidence, and the latest on a pair holds. */
export type MutationWithdrawConsentArgs = {
  customer: Scalars['ID']['input'];
  partner?: InputMaybe<Scalars['String']['input']>;
  proof?: InputMaybe<Scalars['String']['input']>;
  purpose: Scalars['String']['input'];
};


/** Decisions of people about who is who. They outweigh every other evidence, and the latest on a pair holds. */
export type MutationWithdrawRulingArgs = {
  reason: Scalars['String']['input'];
  ruling: Scalars['Int']['input'];
};

/** Anything that can be fetched again by its id alone. */
export type Node = {
  /** Globally unique; treat it as opaque. */
  readonly id: Scalars['ID']['output'];
};

/** A sales order. */
export type Order = Node & {
  /** Names the source system and the number there. */
  readonly id: Scalars['ID']['output'];
  /** What was billed for it. */
  readonly invoices?: Maybe<ReadonlyArray<Invoice>>;
  /** What was ordered. */
  readonly lines: ReadonlyArray<OrderLine>;
  /** The number people say. */
  readonly orderNumber: Scalars['String']['output'];
  /** When it was placed. */
  readonly orderedAt: Scalars['DateTime']['output'];
  /** What was sent for it. */
  readonly shipments?: Maybe<ReadonlyArray<Shipment>>;
  /** Who says so. */
  readonly source: SourceRef;
  /** How far it is; null when the source's state is none we know. */
  readonly status?: Maybe<OrderStatus>;
  /** What it costs; null when the source does not say. */
  readonly total?: Maybe<Money>;
};

/** A page of orders. */
export type OrderConnection = {
  /** The orders and their cursors. */
  readonly edges: ReadonlyArray<OrderEdge>;
  /** The orders alone. */
  readonly nodes: ReadonlyArray<Order>;
  /** Where this page is. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** An order in a page. */
export type OrderEdge = {
  /** Where it is: pass it as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The order. */
  readonly node: Order;
};

/** Which orders to list. */
export type OrderFilter = {
  /** Ordered at or after. */
  readonly from?: InputMaybe<Scalars['DateTime']['input']>;
  /** Only these states. */
  readonly status?: InputMaybe<ReadonlyArray<OrderStatus>>;
  /** Ordered before. */
  readonly to?: InputMaybe<Scalars['DateTime']['input']>;
};

/** One position of an order. */
export type OrderLine = {
  /** Price of the line after discount, exact, not rounded. */
  readonly amount?: Maybe<Money>;
  /** What the order calls it. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Fraction of the price taken off: `0.15` is 15%. */
  readonly discount?: Maybe<Scalars['Decimal']['output']>;
  /** The product, from the system that keeps products. */
  readonly product?: Maybe<Product>;
  /** How many. */
  readonly quantity: Scalars['Decimal']['output'];
  /** Stock keeping unit. */
  readonly sku: Scalars['ID']['output'];
  /** Price of one. */
  readonly unitPrice?: Maybe<Money>;
};

/** How far an order is. */
export type OrderStatus =
  /** Called off. */
  | 'CANCELLED'
  /** Done. */
  | 'CLOSED'
  /** Confirmed, nothing sent yet. */
  | 'CONFIRMED'
  /** Taken, not yet confirmed. */
  | 'OPEN'
  /** Some of it is on its way. */
  | 'PARTIALLY_SHIPPED'
  /** All of it is on its way. */
  | 'SHIPPED';

/** Where you are in a list. */
export type PageInfo = {
  /** Cursor of the last item on this page: pass it as `after` for the next one. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** Whether there is more after `endCursor`. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** Whether there is something before `startCursor`. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first item on this page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** Money that came in. */
export type Payment = {
  /** How much. */
  readonly amount?: Maybe<Money>;
  /** Names the source system and the number there. */
  readonly id: Scalars['ID']['output'];
  /** The number of the invoice it pays. */
  readonly invoiceNumber?: Maybe<Scalars['String']['output']>;
  /** How, in the source's words. */
  readonly method?: Maybe<Scalars['String']['output']>;
  /** When it was paid. */
  readonly paidOn?: Maybe<Scalars['Date']['output']>;
  /** Who says so. */
  readonly source: SourceRef;
  /** How far it is. */
  readonly status?: Maybe<PaymentStatus>;
};

/** A page of payments. */
export type PaymentConnection = {
  /** The payments and their cursors. */
  readonly edges: ReadonlyArray<PaymentEdge>;
  /** The payments alone. */
  readonly nodes: ReadonlyArray<Payment>;
  /** Where this page is. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A payment in a page. */
export type PaymentEdge = {
  /** Where it is: pass it as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The payment. */
  readonly node: Payment;
};

/** How far a payment is. */
export type PaymentStatus =
  /** It did not come. */
  | 'FAILED'
  /** On its way. */
  | 'PENDING'
  /** Paid back. */
  | 'REFUNDED'
  /** Received. */
  | 'SETTLED';

/** A phone number. */
export type PhoneNumber = {
  /** In E.164 form, such as `+4930123456`; null when what the source says is no valid number. */
  readonly number?: Maybe<Scalars['String']['output']>;
  /** As the source spells it. */
  readonly raw?: Maybe<Scalars['String']['output']>;
  /** What kind of line. */
  readonly type?: Maybe<PhoneType>;
};

/** What kind of line a number is. */
export type PhoneType =
  /** A fax machine. */
  | 'FAX'
  /** A fixed line. */
  | 'LANDLINE'
  /** A mobile phone. */
  | 'MOBILE'
  /** Anything else. */
  | 'OTHER';

/** Kinds of personal data. */
export type PiiCategory =
  /** What somebody did, bought or is thought to like. */
  | 'BEHAVIOUR'
  /** How to reach somebody: e-mail, phone, address. */
  | 'CONTACT'
  /** What somebody owes, owns or pays. */
  | 'FINANCIAL'
  /** How somebody's body or mind is. Shown to nobody until a rule of the operator speaks of it. */
  | 'HEALTH'
  /** Who somebody is: names, identifiers, birth date. */
  | 'IDENTITY'
  /** Where somebody is or was. Shown to nobody until a rule of the operator speaks of it. */
  | 'LOCATION';

/** A postal address. */
export type PostalAddress = {
  /** Country. */
  readonly country?: Maybe<Scalars['CountryCode']['output']>;
  /** Street, house number and the like, in the order they are written. */
  readonly lines?: Maybe<ReadonlyArray<Scalars['String']['output']>>;
  /** City, town or village. */
  readonly locality?: Maybe<Scalars['String']['output']>;
  /** The name on the label, where it differs from the customer's. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Postal code. */
  readonly postalCode?: Maybe<Scalars['String']['output']>;
  /** State, province or county. */
  readonly region?: Maybe<Scalars['String']['output']>;
  /** What the source uses it for. */
  readonly type?: Maybe<AddressType>;
};

/** Who is calling. */
export type Principal = {
  /** The credential's id; never the credential. */
  readonly id: Scalars['ID']['output'];
  /** The name given to the credential. */
  readonly name: Scalars['String']['output'];
  /** What it allows, such as `customer:read`. */
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
};

/** Something that is sold. */
export type Product = {
  /** Whether so many can be had at a time, from stock that is available and stock that is coming in. */
  readonly availableToPromise?: Maybe<Availability>;
  /** What kind of thing it is. */
  readonly category?: Maybe<Scalars['String']['output']>;
  /** Global trade item number, 8 to 14 digits. */
  readonly gtin?: Maybe<Scalars['String']['output']>;
  /** What it is called. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Stock keeping unit. */
  readonly sku: Scalars['ID']['output'];
  /** How much there is of it, by location. */
  readonly stock?: Maybe<ReadonlyArray<InventoryLevel>>;
  /** Who supplies it. */
  readonly suppliers?: Maybe<ReadonlyArray<Supplier>>;
};


/** Something that is sold. */
export type ProductAvailableToPromiseArgs = {
  at?: InputMaybe<Scalars['DateTime']['input']>;
  quantity?: InputMaybe<Scalars['Decimal']['input']>;
};

/** What can be asked. */
export type Query = {
  /** One customer by our id. Null, with an error of code CUSTOMER_NOT_FOUND, when there is none; an id that was merged away answers as the customer it became. */
  readonly customer?: Maybe<Customer>;
  /** One customer by something you know. An error of code IDENTITY_AMBIGUOUS when it belongs to several. */
  readonly customerBy?: Maybe<Customer>;
  /** All customers, page by page, oldest id first unless `orderBy` says otherwise. */
  readonly customers: CustomerConnection;
  /** Pairs of source records that look alike and await a ruling, the likeliest first. Rule with `linkRecords` or `unlinkRecords`. */
  readonly identityReview: IdentityReview;
  /** Rulings in force, the latest first. */
  readonly identityRulings: ReadonlyArray<IdentityRuling>;
  /** Why two source records are, or are not, the same customer. */
  readonly identityWhy: IdentityExplanation;
  /** Anything by its id. */
  readonly node?: Maybe<Node>;
  /** One order by its id, which names the source and the number there. */
  readonly order?: Maybe<Order>;
  /** One product by its stock keeping unit. */
  readonly product?: Maybe<Product>;
  /** Customers whose name, number or e-mail holds this text, as the source systems' own search finds them. */
  readonly searchCustomers: CustomerConnection;
  /** The source systems that are connected and how each is doing. */
  readonly sources: ReadonlyArray<Source>;
  /** Who you are to the gateway. */
  readonly viewer: Principal;
};


/** What can be asked. */
export type QueryCustomerArgs = {
  asOf?: InputMaybe<Scalars['DateTime']['input']>;
  id: Scalars['ID']['input'];
  maxAge?: InputMaybe<Scalars['Duration']['input']>;
};


/** What can be asked. */
export type QueryCustomerByArgs = {
  key: CustomerKey;
};


/** What can be asked. */
export type QueryCustomersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CustomerFilter>;
  first?: InputMaybe<Scalars['Int']['input']>;
  orderBy?: InputMaybe<CustomerOrder>;
};


/** What can be asked. */
export type QueryIdentityReviewArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  skip?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be asked. */
export type QueryIdentityRulingsArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** What can be asked. */
export type QueryIdentityWhyArgs = {
  a: RecordKey;
  b: RecordKey;
};


/** What can be asked. */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryOrderArgs = {
  id: Scalars['ID']['input'];
};


/** What can be asked. */
export type QueryProductArgs = {
  sku: Scalars['ID']['input'];
};


/** What can be asked. */
export type QuerySearchCustomersArgs = {
  first?: InputMaybe<Scalars['Int']['input']>;
  text: Scalars['String']['input'];
};

/** A record of a source system. */
export type RecordKey = {
  /** The record's own number there. */
  readonly id: Scalars['ID']['input'];
  /** The connector's name, such as `erp`. */
  readonly source: Scalars['String']['input'];
};

/** What is refused where a field is. */
export type RefusalScope =
  /** The field; the rest is answered. So it is where nothing is said. */
  | 'FIELD'
  /** The operation, before any source is asked. */
  | 'OPERATION';

/** A place that still holds data of a customer. */
export type RemainingPlace = {
  /** Which, such as `source erp`. */
  readonly place: Scalars['String']['output'];
  /** Why, and who can remove it. */
  readonly reason: Scalars['String']['output'];
};

/** Two source records that were ruled on. */
export type RuledPair = {
  /** One record. */
  readonly a: SourceRef;
  /** The other. */
  readonly b: SourceRef;
  /** What was ruled. */
  readonly kind: RulingKind;
};

/** What can be ruled on two records. */
export type RulingKind =
  /** They are the same customer. */
  | 'LINK'
  /** They are not. */
  | 'UNLINK';

/** One part of the answer about a customer: who gave it and in which state. */
export type Section = {
  /** How old the data is, in seconds; null when there is none. */
  readonly ageSeconds?: Maybe<Scalars['Int']['output']>;
  /** The part, such as `Customer.orders`. */
  readonly part: Scalars['String']['output'];
  /** Why it is stale, missing, masked or withheld: an error code, or what the rules for personal data object to, such as `NO_CONSENT`; null when all is well. */
  readonly reason?: Maybe<Scalars['String']['output']>;
  /** Whether asking again may help; null when all is well. */
  readonly retryable?: Maybe<Scalars['Boolean']['output']>;
  /** The source system, or `gateway` where the gateway's own rules decided. */
  readonly source: Scalars['String']['output'];
  /** What became of it. */
  readonly status: SectionStatus;
};

/** State of a part of the answer. */
export type SectionStatus =
  /** You may see a part of it. */
  | 'MASKED'
  /** Not there: `reason` says why. */
  | 'MISSING'
  /** Read now, or cached and fresh. */
  | 'OK'
  /** An older copy, because the source did not answer. */
  | 'STALE'
  /** You may not see it, whether it is there or not. */
  | 'WITHHELD';

/** A customer's place in an audience. */
export type SegmentMembership = {
  /** The audience in the IAB Audience Taxonomy, where it is known. */
  readonly iabTaxonomyId?: Maybe<Scalars['String']['output']>;
  /** The audience's number in the platform. */
  readonly id: Scalars['ID']['output'];
  /** What the audience is called. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Whose knowledge it rests on. */
  readonly origin?: Maybe<SegmentOrigin>;
  /** Since when. */
  readonly since?: Maybe<Scalars['DateTime']['output']>;
  /** Whether they are still in it. */
  readonly status?: Maybe<SegmentStatus>;
};

/** Whose knowledge an audience rests on. */
export type SegmentOrigin =
  /** Our own. */
  | 'FIRST_PARTY'
  /** A data provider's. */
  | 'THIRD_PARTY';

/** Whether a customer is in an audience. */
export type SegmentStatus =
  /** In it. */
  | 'ACTIVE'
  /** No longer in it. */
  | 'EXITED';

/** Goods on their way. */
export type Shipment = {
  /** Who carries it. */
  readonly carrier?: Maybe<Scalars['String']['output']>;
  /** When it arrived; null when it has not. */
  readonly deliveredAt?: Maybe<Scalars['DateTime']['output']>;
  /** When it should arrive. */
  readonly expectedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Names the source system and the number there. */
  readonly id: Scalars['ID']['output'];
  /** What is in it, where the source says. */
  readonly lines?: Maybe<ReadonlyArray<ShipmentLine>>;
  /** The number of the order it belongs to. */
  readonly orderNumber?: Maybe<Scalars['String']['output']>;
  /** Where it goes. */
  readonly shipTo?: Maybe<PostalAddress>;
  /** When it left; null when it has not. */
  readonly shippedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who says so. */
  readonly source: SourceRef;
  /** How far it is; null when the source's state is none we know. */
  readonly status?: Maybe<ShipmentStatus>;
  /** The carrier's number for it. */
  readonly trackingNumber?: Maybe<Scalars['String']['output']>;
};

/** A page of shipments. */
export type ShipmentConnection = {
  /** The shipments and their cursors. */
  readonly edges: ReadonlyArray<ShipmentEdge>;
  /** The shipments alone. */
  readonly nodes: ReadonlyArray<Shipment>;
  /** Where this page is. */
  readonly pageInfo: PageInfo;
  /** How many there are in all. */
  readonly totalCount: Scalars['Int']['output'];
};

/** A shipment in a page. */
export type ShipmentEdge = {
  /** Where it is: pass it as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The shipment. */
  readonly node: Shipment;
};

/** One kind of goods in a shipment. */
export type ShipmentLine = {
  /** How many. */
  readonly quantity?: Maybe<Scalars['Decimal']['output']>;
  /** Stock keeping unit. */
  readonly sku: Scalars['ID']['output'];
};

/** How far a shipment is. */
export type ShipmentStatus =
  /** Called off. */
  | 'CANCELLED'
  /** There. */
  | 'DELIVERED'
  /** Something went wrong. */
  | 'EXCEPTION'
  /** On its way. */
  | 'IN_TRANSIT'
  /** In the van that delivers it. */
  | 'OUT_FOR_DELIVERY'
  /** Not handed to the carrier yet. */
  | 'PENDING';

/** Which way a list runs. */
export type SortDirection =
  /** Smallest or oldest first. */
  | 'ASC'
  /** Largest or newest first. */
  | 'DESC';

/** One source system that the gateway reads. */
export type Source = {
  /** Whether it answers. */
  readonly health: SourceHealth;
  /** The code of its last failure; null when there was none since the start. */
  readonly lastError?: Maybe<Scalars['String']['output']>;
  /** When it last answered well; null when it has not been asked since the start. */
  readonly lastSuccessAt?: Maybe<Scalars['DateTime']['output']>;
  /** The connector's name, such as `erp`. */
  readonly name: Scalars['String']['output'];
  /** The team to ask. */
  readonly owner: Scalars['String']['output'];
  /** The parts of the graph it provides, such as `Customer.orders`. */
  readonly provides: ReadonlyArray<Scalars['String']['output']>;
  /** What its owners call it. */
  readonly title: Scalars['String']['output'];
};

/** How a source system is doing. */
export type SourceHealth =
  /** It answers some requests, or asked us to slow down. */
  | 'DEGRADED'
  /** It does not answer; requests to it fail at once until it recovers. */
  | 'DOWN'
  /** It answers. */
  | 'UP';

/** A record of a source system that is this customer. */
export type SourceRecord = {
  /** Why it belongs to this customer. */
  readonly evidence: ReadonlyArray<Evidence>;
  /** Since when it has been linked. */
  readonly linkedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The record's own number there. */
  readonly recordId: Scalars['ID']['output'];
  /** The source system. */
  readonly source: Scalars['String']['output'];
};

/** The source system a value was read from. */
export type SourceRef = {
  /** The connector's name, such as `erp`. */
  readonly name: Scalars['String']['output'];
  /** The record's own number there. */
  readonly recordId: Scalars['ID']['output'];
};

/** A company that supplies products. */
export type Supplier = {
  /** Where it is. */
  readonly address?: Maybe<PostalAddress>;
  /** Its number in the supply chain system. */
  readonly id: Scalars['ID']['output'];
  /** Its name. */
  readonly name?: Maybe<Scalars['String']['output']>;
};



export type ResolverTypeWrapper<T> = Promise<T> | T;

export type ReferenceResolver<TResult, TReference, TContext> = (
      reference: TReference,
      context: TContext,
      info: GraphQLResolveInfo
    ) => Promise<TResult> | TResult;

      type ScalarCheck<T, S> = S extends true ? T : NullableCheck<T, S>;
      type NullableCheck<T, S> = Maybe<T> extends T ? Maybe<ListCheck<NonNullable<T>, S>> : ListCheck<T, S>;
      type ListCheck<T, S> = T extends (infer U)[] ? NullableCheck<U, S>[] : GraphQLRecursivePick<T, S>;
      export type GraphQLRecursivePick<T, S> = { [K in keyof T & keyof S]: ScalarCheck<T[K], S[K]> };
    

export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

/** Mapping of federation types */
export type FederationTypes = {
  Customer: Customer;
  Invoice: Invoice;
  Order: Order;
  Product: Product;
};

/** Mapping of federation reference types */
export type FederationReferenceTypes = {
  Customer:
    ( { __typename: 'Customer' }
    & GraphQLRecursivePick<FederationTypes['Customer'], {"id":true}> );
  Invoice:
    ( { __typename: 'Invoice' }
    & GraphQLRecursivePick<FederationTypes['Invoice'], {"id":true}> );
  Order:
    ( { __typename: 'Order' }
    & GraphQLRecursivePick<FederationTypes['Order'], {"id":true}> );
  Product:
    ( { __typename: 'Product' }
    & GraphQLRecursivePick<FederationTypes['Product'], {"sku":true}> );
};


/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( CustomerNode )
    | ( InvoiceNode )
    | ( OrderNode )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AddressType: AddressType;
  AgingBucket: ResolverTypeWrapper<AgingBucket>;
  Availability: ResolverTypeWrapper<Availability>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Channel: Channel;
  ConflictSeverity: ConflictSeverity;
  Consent: ResolverTypeWrapper<Consent>;
  ConsentInput: ConsentInput;
  ConsentState: ConsentState;
  CountMetric: ResolverTypeWrapper<CountMetric>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  CountryCode: ResolverTypeWrapper<Scalars['CountryCode']['output']>;
  CreditStatus: ResolverTypeWrapper<CreditStatus>;
  CurrencyCode: ResolverTypeWrapper<Scalars['CurrencyCode']['output']>;
  Customer: ResolverTypeWrapper<CustomerNode>;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  CustomerConnection: ResolverTypeWrapper<Omit<CustomerConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['CustomerEdge']>, nodes: ReadonlyArray<ResolversTypes['Customer']> }>;
  CustomerEdge: ResolverTypeWrapper<Omit<CustomerEdge, 'node'> & { node: ResolversTypes['Customer'] }>;
  CustomerExport: ResolverTypeWrapper<CustomerExport>;
  CustomerFilter: CustomerFilter;
  CustomerKey: CustomerKey;
  CustomerKind: CustomerKind;
  CustomerMetrics: ResolverTypeWrapper<CustomerMetrics>;
  CustomerOrder: CustomerOrder;
  CustomerOrderField: CustomerOrderField;
  Date: ResolverTypeWrapper<Scalars['Date']['output']>;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  Decimal: ResolverTypeWrapper<Scalars['Decimal']['output']>;
  Duration: ResolverTypeWrapper<Scalars['Duration']['output']>;
  EmailAddress: ResolverTypeWrapper<EmailAddress>;
  ErasedPlace: ResolverTypeWrapper<ErasedPlace>;
  ErasureReceipt: ResolverTypeWrapper<ErasureReceipt>;
  Evidence: ResolverTypeWrapper<Evidence>;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  ExternalIdKey: ExternalIdKey;
  FieldCandidate: ResolverTypeWrapper<FieldCandidate>;
  FieldConflict: ResolverTypeWrapper<FieldConflict>;
  FieldProvenance: ResolverTypeWrapper<FieldProvenance>;
  Identifier: ResolverTypeWrapper<Identifier>;
  IdentityChange: ResolverTypeWrapper<RuledNode>;
  IdentityEvent: ResolverTypeWrapper<IdentityEvent>;
  IdentityExplanation: ResolverTypeWrapper<IdentityExplanation>;
  IdentityPair: ResolverTypeWrapper<IdentityPair>;
  IdentityReview: ResolverTypeWrapper<IdentityReview>;
  IdentityRuling: ResolverTypeWrapper<IdentityRuling>;
  IdentityStep: ResolverTypeWrapper<IdentityStep>;
  Interaction: ResolverTypeWrapper<InteractionNode>;
  InteractionConnection: ResolverTypeWrapper<Omit<InteractionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['InteractionEdge']>, nodes: ReadonlyArray<ResolversTypes['Interaction']> }>;
  InteractionDirection: InteractionDirection;
  InteractionEdge: ResolverTypeWrapper<Omit<InteractionEdge, 'node'> & { node: ResolversTypes['Interaction'] }>;
  InventoryLevel: ResolverTypeWrapper<InventoryLevel>;
  Invoice: ResolverTypeWrapper<InvoiceNode>;
  InvoiceConnection: ResolverTypeWrapper<Omit<InvoiceConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['InvoiceEdge']>, nodes: ReadonlyArray<ResolversTypes['Invoice']> }>;
  InvoiceEdge: ResolverTypeWrapper<Omit<InvoiceEdge, 'node'> & { node: ResolversTypes['Invoice'] }>;
  InvoiceFilter: InvoiceFilter;
  InvoiceLine: ResolverTypeWrapper<InvoiceLine>;
  InvoiceStatus: InvoiceStatus;
  LanguageTag: ResolverTypeWrapper<Scalars['LanguageTag']['output']>;
  Lifecycle: Lifecycle;
  LifecycleMetric: ResolverTypeWrapper<LifecycleMetric>;
  MaskKind: MaskKind;
  Money: ResolverTypeWrapper<Money>;
  MoneyMetric: ResolverTypeWrapper<MoneyMetric>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  Order: ResolverTypeWrapper<OrderNode>;
  OrderConnection: ResolverTypeWrapper<Omit<OrderConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['OrderEdge']>, nodes: ReadonlyArray<ResolversTypes['Order']> }>;
  OrderEdge: ResolverTypeWrapper<Omit<OrderEdge, 'node'> & { node: ResolversTypes['Order'] }>;
  OrderFilter: OrderFilter;
  OrderLine: ResolverTypeWrapper<OrderLineNode>;
  OrderStatus: OrderStatus;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Payment: ResolverTypeWrapper<PaymentNode>;
  PaymentConnection: ResolverTypeWrapper<Omit<PaymentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['PaymentEdge']>, nodes: ReadonlyArray<ResolversTypes['Payment']> }>;
  PaymentEdge: ResolverTypeWrapper<Omit<PaymentEdge, 'node'> & { node: ResolversTypes['Payment'] }>;
  PaymentStatus: PaymentStatus;
  PhoneNumber: ResolverTypeWrapper<PhoneNumber>;
  PhoneType: PhoneType;
  PiiCategory: PiiCategory;
  PostalAddress: ResolverTypeWrapper<PostalAddress>;
  Principal: ResolverTypeWrapper<PrincipalNode>;
  Product: ResolverTypeWrapper<ProductNode>;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  RecordKey: RecordKey;
  RefusalScope: RefusalScope;
  RemainingPlace: ResolverTypeWrapper<RemainingPlace>;
  RuledPair: ResolverTypeWrapper<RuledPair>;
  RulingKind: RulingKind;
  Section: ResolverTypeWrapper<Section>;
  SectionStatus: SectionStatus;
  SegmentMembership: ResolverTypeWrapper<SegmentMembership>;
  SegmentOrigin: SegmentOrigin;
  SegmentStatus: SegmentStatus;
  Shipment: ResolverTypeWrapper<ShipmentNode>;
  ShipmentConnection: ResolverTypeWrapper<Omit<ShipmentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversTypes['ShipmentEdge']>, nodes: ReadonlyArray<ResolversTypes['Shipment']> }>;
  ShipmentEdge: ResolverTypeWrapper<Omit<ShipmentEdge, 'node'> & { node: ResolversTypes['Shipment'] }>;
  ShipmentLine: ResolverTypeWrapper<ShipmentLine>;
  ShipmentStatus: ShipmentStatus;
  SortDirection: SortDirection;
  Source: ResolverTypeWrapper<SourceNode>;
  SourceHealth: SourceHealth;
  SourceRecord: ResolverTypeWrapper<SourceRecord>;
  SourceRef: ResolverTypeWrapper<SourceRef>;
  Supplier: ResolverTypeWrapper<Supplier>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AgingBucket: AgingBucket;
  Availability: Availability;
  Boolean: Scalars['Boolean']['output'];
  Consent: Consent;
  ConsentInput: ConsentInput;
  CountMetric: CountMetric;
  Int: Scalars['Int']['output'];
  CountryCode: Scalars['CountryCode']['output'];
  CreditStatus: CreditStatus;
  CurrencyCode: Scalars['CurrencyCode']['output'];
  Customer: CustomerNode;
  ID: Scalars['ID']['output'];
  CustomerConnection: Omit<CustomerConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['CustomerEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Customer']> };
  CustomerEdge: Omit<CustomerEdge, 'node'> & { node: ResolversParentTypes['Customer'] };
  CustomerExport: CustomerExport;
  CustomerFilter: CustomerFilter;
  CustomerKey: CustomerKey;
  CustomerMetrics: CustomerMetrics;
  CustomerOrder: CustomerOrder;
  Date: Scalars['Date']['output'];
  DateTime: Scalars['DateTime']['output'];
  Decimal: Scalars['Decimal']['output'];
  Duration: Scalars['Duration']['output'];
  EmailAddress: EmailAddress;
  ErasedPlace: ErasedPlace;
  ErasureReceipt: ErasureReceipt;
  Evidence: Evidence;
  Float: Scalars['Float']['output'];
  ExternalIdKey: ExternalIdKey;
  FieldCandidate: FieldCandidate;
  FieldConflict: FieldConflict;
  FieldProvenance: FieldProvenance;
  Identifier: Identifier;
  IdentityChange: RuledNode;
  IdentityEvent: IdentityEvent;
  IdentityExplanation: IdentityExplanation;
  IdentityPair: IdentityPair;
  IdentityReview: IdentityReview;
  IdentityRuling: IdentityRuling;
  IdentityStep: IdentityStep;
  Interaction: InteractionNode;
  InteractionConnection: Omit<InteractionConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['InteractionEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Interaction']> };
  InteractionEdge: Omit<InteractionEdge, 'node'> & { node: ResolversParentTypes['Interaction'] };
  InventoryLevel: InventoryLevel;
  Invoice: InvoiceNode;
  InvoiceConnection: Omit<InvoiceConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['InvoiceEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Invoice']> };
  InvoiceEdge: Omit<InvoiceEdge, 'node'> & { node: ResolversParentTypes['Invoice'] };
  InvoiceFilter: InvoiceFilter;
  InvoiceLine: InvoiceLine;
  LanguageTag: Scalars['LanguageTag']['output'];
  LifecycleMetric: LifecycleMetric;
  Money: Money;
  MoneyMetric: MoneyMetric;
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  Order: OrderNode;
  OrderConnection: Omit<OrderConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['OrderEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Order']> };
  OrderEdge: Omit<OrderEdge, 'node'> & { node: ResolversParentTypes['Order'] };
  OrderFilter: OrderFilter;
  OrderLine: OrderLineNode;
  PageInfo: PageInfo;
  Payment: PaymentNode;
  PaymentConnection: Omit<PaymentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['PaymentEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Payment']> };
  PaymentEdge: Omit<PaymentEdge, 'node'> & { node: ResolversParentTypes['Payment'] };
  PhoneNumber: PhoneNumber;
  PostalAddress: PostalAddress;
  Principal: PrincipalNode;
  Product: ProductNode;
  Query: Record<PropertyKey, never>;
  RecordKey: RecordKey;
  RemainingPlace: RemainingPlace;
  RuledPair: RuledPair;
  Section: Section;
  SegmentMembership: SegmentMembership;
  Shipment: ShipmentNode;
  ShipmentConnection: Omit<ShipmentConnection, 'edges' | 'nodes'> & { edges: ReadonlyArray<ResolversParentTypes['ShipmentEdge']>, nodes: ReadonlyArray<ResolversParentTypes['Shipment']> };
  ShipmentEdge: Omit<ShipmentEdge, 'node'> & { node: ResolversParentTypes['Shipment'] };
  ShipmentLine: ShipmentLine;
  Source: SourceNode;
  SourceRecord: SourceRecord;
  SourceRef: SourceRef;
  Supplier: Supplier;
  String: Scalars['String']['output'];
};

export type MaskDirectiveArgs = {
  as: MaskKind;
};

export type MaskDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = MaskDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type PiiDirectiveArgs = {
  category: PiiCategory;
};

export type PiiDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = PiiDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type PurposeDirectiveArgs = {
  allow: ReadonlyArray<Scalars['String']['input']>;
};

export type PurposeDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = PurposeDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type RefusalDirectiveArgs = {
  of?: RefusalScope;
};

export type RefusalDirectiveResolver<Result, Parent, ContextType = RequestContext, Args = RefusalDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AgingBucketResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['AgingBucket'] = ResolversParentTypes['AgingBucket']> = {
  amount?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  bucket?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type AvailabilityResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Availability'] = ResolversParentTypes['Availability']> = {
  available?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
};

export type ConsentResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Consent'] = ResolversParentTypes['Consent']> = {
  collectedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  expiresAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  jurisdiction?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  legalBasis?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  partner?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  purpose?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ConsentState'], ParentType, ContextType>;
};

export type CountMetricResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CountMetric'] = ResolversParentTypes['CountMetric']> = {
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export interface CountryCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CountryCode'], any> {
  name: 'CountryCode';
}

export type CreditStatusResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CreditStatus'] = ResolversParentTypes['CreditStatus']> = {
  aging?: Resolver<Maybe<ReadonlyArray<ResolversTypes['AgingBucket']>>, ParentType, ContextType>;
  available?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  blocked?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  exposure?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  limit?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export interface CurrencyCodeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['CurrencyCode'], any> {
  name: 'CurrencyCode';
}

export type CustomerResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Customer'] = ResolversParentTypes['Customer'], FederationReferenceType extends FederationReferenceTypes['Customer'] = FederationReferenceTypes['Customer']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Customer']> | FederationReferenceType, FederationReferenceType, ContextType>;
  addresses?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PostalAddress']>>, ParentType, ContextType>;
  birthDate?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  conflicts?: Resolver<ReadonlyArray<ResolversTypes['FieldConflict']>, ParentType, ContextType>;
  consents?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Consent']>>, ParentType, ContextType>;
  credit?: Resolver<Maybe<ResolversTypes['CreditStatus']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  emails?: Resolver<Maybe<ReadonlyArray<ResolversTypes['EmailAddress']>>, ParentType, ContextType>;
  familyName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  givenName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  history?: Resolver<ReadonlyArray<ResolversTypes['IdentityEvent']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identifiers?: Resolver<ReadonlyArray<ResolversTypes['Identifier']>, ParentType, ContextType>;
  industry?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  interactions?: Resolver<Maybe<ResolversTypes['InteractionConnection']>, ParentType, ContextType, RequireFields<CustomerInteractionsArgs, 'first'>>;
  invoices?: Resolver<Maybe<ResolversTypes['InvoiceConnection']>, ParentType, ContextType, RequireFields<CustomerInvoicesArgs, 'first'>>;
  kind?: Resolver<Maybe<ResolversTypes['CustomerKind']>, ParentType, ContextType>;
  legalName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  metrics?: Resolver<Maybe<ResolversTypes['CustomerMetrics']>, ParentType, ContextType, RequireFields<CustomerMetricsArgs, 'window'>>;
  orders?: Resolver<Maybe<ResolversTypes['OrderConnection']>, ParentType, ContextType, RequireFields<CustomerOrdersArgs, 'first'>>;
  parent?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType>;
  payments?: Resolver<Maybe<ResolversTypes['PaymentConnection']>, ParentType, ContextType, RequireFields<CustomerPaymentsArgs, 'first'>>;
  phones?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PhoneNumber']>>, ParentType, ContextType>;
  preferredLanguage?: Resolver<Maybe<ResolversTypes['LanguageTag']>, ParentType, ContextType>;
  provenance?: Resolver<ReadonlyArray<ResolversTypes['FieldProvenance']>, ParentType, ContextType, Partial<CustomerProvenanceArgs>>;
  records?: Resolver<ReadonlyArray<ResolversTypes['SourceRecord']>, ParentType, ContextType>;
  sections?: Resolver<ReadonlyArray<ResolversTypes['Section']>, ParentType, ContextType>;
  segments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['SegmentMembership']>>, ParentType, ContextType, Partial<CustomerSegmentsArgs>>;
  shipments?: Resolver<Maybe<ResolversTypes['ShipmentConnection']>, ParentType, ContextType, RequireFields<CustomerShipmentsArgs, 'first'>>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CustomerConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CustomerConnection'] = ResolversParentTypes['CustomerConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['CustomerEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Customer']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
};

export type CustomerEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CustomerEdge'] = ResolversParentTypes['CustomerEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Customer'], ParentType, ContextType>;
};

export type CustomerExportResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CustomerExport'] = ResolversParentTypes['CustomerExport']> = {
  complete?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  customer?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  exportedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  html?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  json?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type CustomerMetricsResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['CustomerMetrics'] = ResolversParentTypes['CustomerMetrics']> = {
  averageOrder?: Resolver<ResolversTypes['MoneyMetric'], ParentType, ContextType>;
  lifecycle?: Resolver<ResolversTypes['LifecycleMetric'], ParentType, ContextType>;
  lifetimeValue?: Resolver<ResolversTypes['MoneyMetric'], ParentType, ContextType>;
  orders?: Resolver<ResolversTypes['CountMetric'], ParentType, ContextType>;
  recencyDays?: Resolver<ResolversTypes['CountMetric'], ParentType, ContextType>;
  revenue?: Resolver<ResolversTypes['MoneyMetric'], ParentType, ContextType>;
  windowDays?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export interface DateScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Date'], any> {
  name: 'Date';
}

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export interface DecimalScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Decimal'], any> {
  name: 'Decimal';
}

export interface DurationScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Duration'], any> {
  name: 'Duration';
}

export type EmailAddressResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['EmailAddress'] = ResolversParentTypes['EmailAddress']> = {
  address?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  verified?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type ErasedPlaceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ErasedPlace'] = ResolversParentTypes['ErasedPlace']> = {
  count?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  place?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ErasureReceiptResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ErasureReceipt'] = ResolversParentTypes['ErasureReceipt']> = {
  customers?: Resolver<ReadonlyArray<ResolversTypes['ID']>, ParentType, ContextType>;
  erased?: Resolver<ReadonlyArray<ResolversTypes['ErasedPlace']>, ParentType, ContextType>;
  erasedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  remaining?: Resolver<ReadonlyArray<ResolversTypes['RemainingPlace']>, ParentType, ContextType>;
};

export type EvidenceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Evidence'] = ResolversParentTypes['Evidence']> = {
  bits?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  detail?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FieldCandidateResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['FieldCandidate'] = ResolversParentTypes['FieldCandidate']> = {
  recordId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type FieldConflictResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['FieldConflict'] = ResolversParentTypes['FieldConflict']> = {
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  severity?: Resolver<ResolversTypes['ConflictSeverity'], ParentType, ContextType>;
  values?: Resolver<ReadonlyArray<ResolversTypes['FieldCandidate']>, ParentType, ContextType>;
};

export type FieldProvenanceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['FieldProvenance'] = ResolversParentTypes['FieldProvenance']> = {
  fetchedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  field?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  losers?: Resolver<ReadonlyArray<ResolversTypes['FieldCandidate']>, ParentType, ContextType>;
  mappingVersion?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  policy?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recordId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  source?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sourceTime?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type IdentifierResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Identifier'] = ResolversParentTypes['Identifier']> = {
  issuer?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  verified?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type IdentityChangeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['IdentityChange'] = ResolversParentTypes['IdentityChange']> = {
  customers?: Resolver<ReadonlyArray<ResolversTypes['Customer']>, ParentType, ContextType>;
  ruling?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type IdentityEventResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['IdentityEvent'] = ResolversParentTypes['IdentityEvent']> = {
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  cause?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  other?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  record?: Resolver<Maybe<ResolversTypes['SourceRef']>, ParentType, ContextType>;
  type?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type IdentityExplanationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['IdentityExplanation'] = ResolversParentTypes['IdentityExplanation']> = {
  path?: Resolver<ReadonlyArray<ResolversTypes['IdentityStep']>, ParentType, ContextType>;
  quarantined?: Resolver<ReadonlyArray<ResolversTypes['Evidence']>, ParentType, ContextType>;
  same?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type IdentityPairResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['IdentityPair'] = ResolversParentTypes['IdentityPair']> = {
  a?: Resolver<ResolversTypes['SourceRef'], ParentType, ContextType>;
  b?: Resolver<ResolversTypes['SourceRef'], ParentType, ContextType>;
  bits?: Resolver<Maybe<ResolversTypes['Float']>, ParentType, ContextType>;
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type IdentityReviewResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['IdentityReview'] = ResolversParentTypes['IdentityReview']> = {
  pairs?: Resolver<ReadonlyArray<ResolversTypes['IdentityPair']>, ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type IdentityRulingResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['IdentityRuling'] = ResolversParentTypes['IdentityRuling']> = {
  actor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  at?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  pairs?: Resolver<ReadonlyArray<ResolversTypes['RuledPair']>, ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  ruling?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type IdentityStepResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['IdentityStep'] = ResolversParentTypes['IdentityStep']> = {
  evidence?: Resolver<ReadonlyArray<ResolversTypes['Evidence']>, ParentType, ContextType>;
  from?: Resolver<ResolversTypes['SourceRef'], ParentType, ContextType>;
  to?: Resolver<ResolversTypes['SourceRef'], ParentType, ContextType>;
  wouldLeave?: Resolver<ReadonlyArray<ResolversTypes['SourceRef']>, ParentType, ContextType>;
};

export type InteractionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Interaction'] = ResolversParentTypes['Interaction']> = {
  channel?: Resolver<ResolversTypes['Channel'], ParentType, ContextType>;
  direction?: Resolver<Maybe<ResolversTypes['InteractionDirection']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  occurredAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRef'], ParentType, ContextType>;
  subject?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  summary?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type InteractionConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InteractionConnection'] = ResolversParentTypes['InteractionConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['InteractionEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Interaction']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type InteractionEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InteractionEdge'] = ResolversParentTypes['InteractionEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Interaction'], ParentType, ContextType>;
};

export type InventoryLevelResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InventoryLevel'] = ResolversParentTypes['InventoryLevel']> = {
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  available?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  committed?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  incoming?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  location?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  onHand?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  reorderPoint?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
};

export type InvoiceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Invoice'] = ResolversParentTypes['Invoice'], FederationReferenceType extends FederationReferenceTypes['Invoice'] = FederationReferenceTypes['Invoice']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Invoice']> | FederationReferenceType, FederationReferenceType, ContextType>;
  amountDue?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  dueOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  issuedOn?: Resolver<ResolversTypes['Date'], ParentType, ContextType>;
  lines?: Resolver<Maybe<ReadonlyArray<ResolversTypes['InvoiceLine']>>, ParentType, ContextType>;
  number?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType>;
  payments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Payment']>>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRef'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['InvoiceStatus']>, ParentType, ContextType>;
  total?: Resolver<ResolversTypes['Money'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type InvoiceConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InvoiceConnection'] = ResolversParentTypes['InvoiceConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['InvoiceEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Invoice']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type InvoiceEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InvoiceEdge'] = ResolversParentTypes['InvoiceEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Invoice'], ParentType, ContextType>;
};

export type InvoiceLineResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['InvoiceLine'] = ResolversParentTypes['InvoiceLine']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  quantity?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  sku?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  unitPrice?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export interface LanguageTagScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['LanguageTag'], any> {
  name: 'LanguageTag';
}

export type LifecycleMetricResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['LifecycleMetric'] = ResolversParentTypes['LifecycleMetric']> = {
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ResolversTypes['Lifecycle'], ParentType, ContextType>;
};

export type MoneyResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Money'] = ResolversParentTypes['Money']> = {
  amount?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  currency?: Resolver<ResolversTypes['CurrencyCode'], ParentType, ContextType>;
};

export type MoneyMetricResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['MoneyMetric'] = ResolversParentTypes['MoneyMetric']> = {
  rule?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  value?: Resolver<ReadonlyArray<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  eraseCustomer?: Resolver<ResolversTypes['ErasureReceipt'], ParentType, ContextType, RequireFields<MutationEraseCustomerArgs, 'customer' | 'reason'>>;
  exportCustomerData?: Resolver<ResolversTypes['CustomerExport'], ParentType, ContextType, RequireFields<MutationExportCustomerDataArgs, 'customer'>>;
  liftRestriction?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationLiftRestrictionArgs, 'customer' | 'reason'>>;
  linkRecords?: Resolver<ResolversTypes['IdentityChange'], ParentType, ContextType, RequireFields<MutationLinkRecordsArgs, 'a' | 'b' | 'reason'>>;
  recordConsent?: Resolver<ResolversTypes['Consent'], ParentType, ContextType, RequireFields<MutationRecordConsentArgs, 'consent' | 'customer'>>;
  restrictCustomer?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType, RequireFields<MutationRestrictCustomerArgs, 'customer' | 'reason'>>;
  splitCustomer?: Resolver<ResolversTypes['IdentityChange'], ParentType, ContextType, RequireFields<MutationSplitCustomerArgs, 'id' | 'reason' | 'records'>>;
  unlinkRecords?: Resolver<ResolversTypes['IdentityChange'], ParentType, ContextType, RequireFields<MutationUnlinkRecordsArgs, 'a' | 'b' | 'reason'>>;
  withdrawConsent?: Resolver<ResolversTypes['Consent'], ParentType, ContextType, RequireFields<MutationWithdrawConsentArgs, 'customer' | 'purpose'>>;
  withdrawRuling?: Resolver<ResolversTypes['IdentityChange'], ParentType, ContextType, RequireFields<MutationWithdrawRulingArgs, 'reason' | 'ruling'>>;
};

export type NodeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType: TypeResolveFn<'Customer' | 'Invoice' | 'Order', ParentType, ContextType>;
};

export type OrderResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Order'] = ResolversParentTypes['Order'], FederationReferenceType extends FederationReferenceTypes['Order'] = FederationReferenceTypes['Order']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Order']> | FederationReferenceType, FederationReferenceType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invoices?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Invoice']>>, ParentType, ContextType>;
  lines?: Resolver<ReadonlyArray<ResolversTypes['OrderLine']>, ParentType, ContextType>;
  orderNumber?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  orderedAt?: Resolver<ResolversTypes['DateTime'], ParentType, ContextType>;
  shipments?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Shipment']>>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRef'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['OrderStatus']>, ParentType, ContextType>;
  total?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type OrderConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrderConnection'] = ResolversParentTypes['OrderConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['OrderEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Order']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type OrderEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrderEdge'] = ResolversParentTypes['OrderEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Order'], ParentType, ContextType>;
};

export type OrderLineResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['OrderLine'] = ResolversParentTypes['OrderLine']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  discount?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType>;
  quantity?: Resolver<ResolversTypes['Decimal'], ParentType, ContextType>;
  sku?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  unitPrice?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type PaymentResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Payment'] = ResolversParentTypes['Payment']> = {
  amount?: Resolver<Maybe<ResolversTypes['Money']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  invoiceNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  method?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  paidOn?: Resolver<Maybe<ResolversTypes['Date']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRef'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['PaymentStatus']>, ParentType, ContextType>;
};

export type PaymentConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PaymentConnection'] = ResolversParentTypes['PaymentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['PaymentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Payment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type PaymentEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PaymentEdge'] = ResolversParentTypes['PaymentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Payment'], ParentType, ContextType>;
};

export type PhoneNumberResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PhoneNumber'] = ResolversParentTypes['PhoneNumber']> = {
  number?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  raw?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['PhoneType']>, ParentType, ContextType>;
};

export type PostalAddressResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['PostalAddress'] = ResolversParentTypes['PostalAddress']> = {
  country?: Resolver<Maybe<ResolversTypes['CountryCode']>, ParentType, ContextType>;
  lines?: Resolver<Maybe<ReadonlyArray<ResolversTypes['String']>>, ParentType, ContextType>;
  locality?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  postalCode?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  region?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  type?: Resolver<Maybe<ResolversTypes['AddressType']>, ParentType, ContextType>;
};

export type PrincipalResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Principal'] = ResolversParentTypes['Principal']> = {
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ProductResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Product'] = ResolversParentTypes['Product'], FederationReferenceType extends FederationReferenceTypes['Product'] = FederationReferenceTypes['Product']> = {
  __resolveReference?: ReferenceResolver<Maybe<ResolversTypes['Product']> | FederationReferenceType, FederationReferenceType, ContextType>;
  availableToPromise?: Resolver<Maybe<ResolversTypes['Availability']>, ParentType, ContextType, Partial<ProductAvailableToPromiseArgs>>;
  category?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  gtin?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  sku?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  stock?: Resolver<Maybe<ReadonlyArray<ResolversTypes['InventoryLevel']>>, ParentType, ContextType>;
  suppliers?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Supplier']>>, ParentType, ContextType>;
};

export type QueryResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  customer?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType, RequireFields<QueryCustomerArgs, 'id'>>;
  customerBy?: Resolver<Maybe<ResolversTypes['Customer']>, ParentType, ContextType, RequireFields<QueryCustomerByArgs, 'key'>>;
  customers?: Resolver<ResolversTypes['CustomerConnection'], ParentType, ContextType, RequireFields<QueryCustomersArgs, 'first'>>;
  identityReview?: Resolver<ResolversTypes['IdentityReview'], ParentType, ContextType, RequireFields<QueryIdentityReviewArgs, 'first' | 'skip'>>;
  identityRulings?: Resolver<ReadonlyArray<ResolversTypes['IdentityRuling']>, ParentType, ContextType, RequireFields<QueryIdentityRulingsArgs, 'first'>>;
  identityWhy?: Resolver<ResolversTypes['IdentityExplanation'], ParentType, ContextType, RequireFields<QueryIdentityWhyArgs, 'a' | 'b'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  order?: Resolver<Maybe<ResolversTypes['Order']>, ParentType, ContextType, RequireFields<QueryOrderArgs, 'id'>>;
  product?: Resolver<Maybe<ResolversTypes['Product']>, ParentType, ContextType, RequireFields<QueryProductArgs, 'sku'>>;
  searchCustomers?: Resolver<ResolversTypes['CustomerConnection'], ParentType, ContextType, RequireFields<QuerySearchCustomersArgs, 'first' | 'text'>>;
  sources?: Resolver<ReadonlyArray<ResolversTypes['Source']>, ParentType, ContextType>;
  viewer?: Resolver<ResolversTypes['Principal'], ParentType, ContextType>;
};

export type RemainingPlaceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RemainingPlace'] = ResolversParentTypes['RemainingPlace']> = {
  place?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type RuledPairResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['RuledPair'] = ResolversParentTypes['RuledPair']> = {
  a?: Resolver<ResolversTypes['SourceRef'], ParentType, ContextType>;
  b?: Resolver<ResolversTypes['SourceRef'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['RulingKind'], ParentType, ContextType>;
};

export type SectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Section'] = ResolversParentTypes['Section']> = {
  ageSeconds?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  part?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  reason?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  retryable?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  status?: Resolver<ResolversTypes['SectionStatus'], ParentType, ContextType>;
};

export type SegmentMembershipResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SegmentMembership'] = ResolversParentTypes['SegmentMembership']> = {
  iabTaxonomyId?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  origin?: Resolver<Maybe<ResolversTypes['SegmentOrigin']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['SegmentStatus']>, ParentType, ContextType>;
};

export type ShipmentResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Shipment'] = ResolversParentTypes['Shipment']> = {
  carrier?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  deliveredAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  expectedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  lines?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ShipmentLine']>>, ParentType, ContextType>;
  orderNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  shipTo?: Resolver<Maybe<ResolversTypes['PostalAddress']>, ParentType, ContextType>;
  shippedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  source?: Resolver<ResolversTypes['SourceRef'], ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['ShipmentStatus']>, ParentType, ContextType>;
  trackingNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ShipmentConnectionResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ShipmentConnection'] = ResolversParentTypes['ShipmentConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ShipmentEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Shipment']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ShipmentEdgeResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ShipmentEdge'] = ResolversParentTypes['ShipmentEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Shipment'], ParentType, ContextType>;
};

export type ShipmentLineResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['ShipmentLine'] = ResolversParentTypes['ShipmentLine']> = {
  quantity?: Resolver<Maybe<ResolversTypes['Decimal']>, ParentType, ContextType>;
  sku?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SourceResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Source'] = ResolversParentTypes['Source']> = {
  health?: Resolver<ResolversTypes['SourceHealth'], ParentType, ContextType>;
  lastError?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  lastSuccessAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  owner?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  provides?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  title?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SourceRecordResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SourceRecord'] = ResolversParentTypes['SourceRecord']> = {
  evidence?: Resolver<ReadonlyArray<ResolversTypes['Evidence']>, ParentType, ContextType>;
  linkedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  recordId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  source?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type SourceRefResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['SourceRef'] = ResolversParentTypes['SourceRef']> = {
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  recordId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type SupplierResolvers<ContextType = RequestContext, ParentType extends ResolversParentTypes['Supplier'] = ResolversParentTypes['Supplier']> = {
  address?: Resolver<Maybe<ResolversTypes['PostalAddress']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = RequestContext> = {
  AgingBucket?: AgingBucketResolvers<ContextType>;
  Availability?: AvailabilityResolvers<ContextType>;
  Consent?: ConsentResolvers<ContextType>;
  CountMetric?: CountMetricResolvers<ContextType>;
  CountryCode?: GraphQLScalarType;
  CreditStatus?: CreditStatusResolvers<ContextType>;
  CurrencyCode?: GraphQLScalarType;
  Customer?: CustomerResolvers<ContextType>;
  CustomerConnection?: CustomerConnectionResolvers<ContextType>;
  CustomerEdge?: CustomerEdgeResolvers<ContextType>;
  CustomerExport?: CustomerExportResolvers<ContextType>;
  CustomerMetrics?: CustomerMetricsResolvers<ContextType>;
  Date?: GraphQLScalarType;
  DateTime?: GraphQLScalarType;
  Decimal?: GraphQLScalarType;
  Duration?: GraphQLScalarType;
  EmailAddress?: EmailAddressResolvers<ContextType>;
  ErasedPlace?: ErasedPlaceResolvers<ContextType>;
  ErasureReceipt?: ErasureReceiptResolvers<ContextType>;
  Evidence?: EvidenceResolvers<ContextType>;
  FieldCandidate?: FieldCandidateResolvers<ContextType>;
  FieldConflict?: FieldConflictResolvers<ContextType>;
  FieldProvenance?: FieldProvenanceResolvers<ContextType>;
  Identifier?: IdentifierResolvers<ContextType>;
  IdentityChange?: IdentityChangeResolvers<ContextType>;
  IdentityEvent?: IdentityEventResolvers<ContextType>;
  IdentityExplanation?: IdentityExplanationResolvers<ContextType>;
  IdentityPair?: IdentityPairResolvers<ContextType>;
  IdentityReview?: IdentityReviewResolvers<ContextType>;
  IdentityRuling?: IdentityRulingResolvers<ContextType>;
  IdentityStep?: IdentityStepResolvers<ContextType>;
  Interaction?: InteractionResolvers<ContextType>;
  InteractionConnection?: InteractionConnectionResolvers<ContextType>;
  InteractionEdge?: InteractionEdgeResolvers<ContextType>;
  InventoryLevel?: InventoryLevelResolvers<ContextType>;
  Invoice?: InvoiceResolvers<ContextType>;
  InvoiceConnection?: InvoiceConnectionResolvers<ContextType>;
  InvoiceEdge?: InvoiceEdgeResolvers<ContextType>;
  InvoiceLine?: InvoiceLineResolvers<ContextType>;
  LanguageTag?: GraphQLScalarType;
  LifecycleMetric?: LifecycleMetricResolvers<ContextType>;
  Money?: MoneyResolvers<ContextType>;
  MoneyMetric?: MoneyMetricResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  Order?: OrderResolvers<ContextType>;
  OrderConnection?: OrderConnectionResolvers<ContextType>;
  OrderEdge?: OrderEdgeResolvers<ContextType>;
  OrderLine?: OrderLineResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Payment?: PaymentResolvers<ContextType>;
  PaymentConnection?: PaymentConnectionResolvers<ContextType>;
  PaymentEdge?: PaymentEdgeResolvers<ContextType>;
  PhoneNumber?: PhoneNumberResolvers<ContextType>;
  PostalAddress?: PostalAddressResolvers<ContextType>;
  Principal?: PrincipalResolvers<ContextType>;
  Product?: ProductResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  RemainingPlace?: RemainingPlaceResolvers<ContextType>;
  RuledPair?: RuledPairResolvers<ContextType>;
  Section?: SectionResolvers<ContextType>;
  SegmentMembership?: SegmentMembershipResolvers<ContextType>;
  Shipment?: ShipmentResolvers<ContextType>;
  ShipmentConnection?: ShipmentConnectionResolvers<ContextType>;
  ShipmentEdge?: ShipmentEdgeResolvers<ContextType>;
  ShipmentLine?: ShipmentLineResolvers<ContextType>;
  Source?: SourceResolvers<ContextType>;
  SourceRecord?: SourceRecordResolvers<ContextType>;
  SourceRef?: SourceRefResolvers<ContextType>;
  Supplier?: SupplierResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = RequestContext> = {
  mask?: MaskDirectiveResolver<any, any, ContextType>;
  pii?: PiiDirectiveResolver<any, any, ContextType>;
  purpose?: PurposeDirectiveResolver<any, any, ContextType>;
  refusal?: RefusalDirectiveResolver<any, any, ContextType>;
};
