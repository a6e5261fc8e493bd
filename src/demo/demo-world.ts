/**
 * What the five demo systems hold, each in its own words: the same customer is spelled differently in each of them.
 * Amounts and quantities are decimal strings, days `YYYY-MM-DD`, instants ISO 8601 in UTC. Servers render it in the vendor's shape.
 */
export interface DemoWorld {
  /** The day the data describes as today; nothing is later except due and expected dates. */
  readonly anchorDate: string;
  readonly erp: ErpData;
  readonly finance: FinanceData;
  readonly scm: ScmData;
  readonly inventory: InventoryData;
  readonly dmp: DmpData;
  /** Which records belong to whom: what identity resolution should find. */
  readonly truth: readonly TruthParty[];
}

export type DemoSourceName = 'erp' | 'finance' | 'scm' | 'inventory' | 'dmp';
export type PartyKind = 'person' | 'organization';

export interface TruthParty {
  readonly id: string;
  readonly kind: PartyKind;
  readonly displayName: string;
  readonly records: readonly { readonly source: DemoSourceName; readonly id: string }[];
}

export interface ErpData {
  readonly partners: readonly ErpPartner[];
  readonly orders: readonly ErpOrder[];
  readonly creditAccounts: readonly ErpCreditAccount[];
}

export interface ErpPartner {
  readonly number: string;
  readonly uuid: string;
  readonly kind: PartyKind;
  /** Full name of a person, first name line of an organisation. */
  readonly name: string;
  readonly name2: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly birthDate: string | undefined;
  /** Two upper-case letters. */
  readonly language: string;
  readonly industry: string;
  readonly blocked: boolean;
  readonly createdOn: string;
  readonly changedOn: string;
  readonly address: ErpAddress;
  readonly taxNumbers: readonly { readonly type: string; readonly value: string }[];
}

export interface ErpAddress {
  readonly id: string;
  readonly street: string;
  readonly houseNumber: string;
  readonly city: string;
  readonly postalCode: string;
  readonly region: string;
  readonly country: string;
  readonly emails: readonly string[];
  readonly phones: readonly ErpPhone[];
}

export interface ErpPhone {
  readonly kind: 'fixed' | 'mobile' | 'fax';
  /** As somebody typed it. */
  readonly number: string;
  /** E.164, or empty when the system never derived it. */
  readonly international: string;
}

/** A not processed or passed, B partly or failed, C complete or all; empty not relevant. */
export type SapStatus = 'A' | 'B' | 'C' | 'D' | '';

export interface ErpOrder {
  readonly number: string;
  readonly customerNumber: string;
  readonly orderedOn: string;
  readonly changedOn: string;
  readonly requestedOn: string | undefined;
  readonly purchaseOrder: string;
  readonly currency: string;
  readonly netAmount: string;
  readonly processStatus: SapStatus;
  readonly deliveryStatus: SapStatus;
  readonly rejectionStatus: SapStatus;
  readonly creditStatus: SapStatus;
  readonly deliveryBlock: string;
  readonly lines: readonly ErpOrderLine[];
}

export interface ErpOrderLine {
  readonly item: string;
  readonly material: string;
  readonly text: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  readonly discountPercent: string;
  readonly netAmount: string;
  readonly group: string;
}

export interface ErpCreditAccount {
  readonly customerNumber: string;
  readonly currency: string;
  readonly limit: string;
  readonly exposure: string;
  readonly blocked: boolean;
  readonly riskClass: string;
  readonly validUntil: string;
  readonly changedOn: string;
}

export interface FinanceData {
  readonly contacts: readonly FinanceContact[];
  readonly invoices: readonly FinanceInvoice[];
  readonly payments: readonly FinancePayment[];
}

export interface FinanceContact {
  readonly id: string;
  readonly number: string | undefined;
  readonly name: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | undefined;
  readonly taxNumber: string | undefined;
  readonly currency: string;
  readonly archived: boolean;
  readonly address: {
    readonly line1: string;
    readonly city: string;
    readonly region: string;
    readonly postalCode: string;
    readonly country: string;
  };
  readonly phones: readonly FinancePhone[];
  readonly changedAt: string;
}

interface FinancePhone {
  readonly type: 'DEFAULT' | 'MOBILE' | 'FAX';
  readonly country: string;
  readonly area: string;
  readonly number: string;
}

export interface FinanceInvoice {
  readonly id: string;
  readonly number: string;
  readonly reference: string;
  readonly contactId: string;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly status: string;
  readonly currency: string;
  readonly taxed: boolean;
  readonly lines: readonly FinanceInvoiceLine[];
  readonly subTotal: string;
  readonly totalTax: string;
  readonly total: string;
  readonly amountPaid: string;
  readonly amountDue: string;
  readonly fullyPaidOn: string | undefined;
  readonly changedAt: string;
}

export interface FinanceInvoiceLine {
  readonly id: string;
  readonly sku: string;
  readonly description: string;
  readonly quantity: string;
  readonly unitAmount: string;
  readonly discountPercent: string;
  readonly lineAmount: string;
  readonly taxAmount: string;
}

export interface FinancePayment {
  readonly id: string;
  readonly invoiceId: string;
  readonly paidOn: string;
  readonly amount: string;
  readonly reference: string;
  readonly reconciled: boolean;
  readonly changedAt: string;
}

export interface ScmData {
  readonly customers: readonly ScmCustomer[];
  readonly shipments: readonly ScmShipment[];
  readonly carriers: readonly ScmCarrier[];
  readonly suppliers: readonly ScmSupplier[];
  readonly supplies: readonly ScmSupply[];
}

export interface ScmAddress {
  readonly name: string;
  readonly company: string;
  readonly street1: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly country: string;
  readonly phone: string;
}

export interface ScmCustomer {
  readonly id: number;
  /** The ERP's customer number, when somebody entered it. */
  readonly externalId: string | undefined;
  readonly address: ScmAddress;
  readonly email: string;
  readonly createdAt: string;
  readonly modifiedAt: string;
}

export interface ScmShipment {
  readonly id: number;
  readonly orderNumber: string;
  readonly customerId: number | undefined;
  readonly customerEmail: string;
  readonly erpCustomerNumber: string;
  readonly createdAt: string;
  /** As typed: not always a day that exists. Undefined while nothing left. */
  readonly shipDate: string | undefined;
  readonly expectedAt: string | undefined;
  readonly deliveredAt: string | undefined;
  readonly status: string;
  readonly cost: string;
  readonly trackingNumber: string | undefined;
  readonly carrierCode: string;
  readonly shipTo: ScmAddress;
  readonly weightGrams: number;
  readonly lines: readonly {
    readonly key: string;
    readonly sku: string;
    readonly name: string;
    readonly quantity: string;
    readonly unitPrice: string;
  }[];
}

export interface ScmCarrier {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly phone: string;
}

export interface ScmSupplier {
  readonly id: string;
  readonly name: string;
  readonly contactName: string;
  readonly street1: string;
  readonly city: string;
  readonly state: string;
  readonly postalCode: string;
  readonly country: string;
  readonly phone: string;
  readonly email: string;
}

export interface ScmSupply {
  readonly sku: string;
  readonly supplierId: string;
  readonly supplierSku: string;
  readonly leadTimeDays: number | undefined;
  readonly minimumOrderQuantity: number | undefined;
  readonly preferred: boolean;
}

export interface InventoryData {
  readonly locations: readonly InventoryLocation[];
  readonly products: readonly InventoryProduct[];
  readonly levels: readonly InventoryLevel[];
}

export interface InventoryLocation {
  readonly id: number;
  readonly name: string;
  readonly city: string;
  readonly country: string;
}

export interface InventoryProduct {
  readonly id: number;
  readonly title: string;
  readonly type: string;
  readonly vendor: string;
  readonly active: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly variants: readonly InventoryVariant[];
}

export interface InventoryVariant {
  readonly id: number;
  readonly itemId: number;
  readonly sku: string;
  readonly gtin: string | undefined;
  readonly title: string;
  readonly price: string;
  readonly grams: number;
}

export interface InventoryLevel {
  readonly itemId: number;
  readonly sku: string;
  readonly locationId: number;
  /** Null when stock is not tracked. */
  readonly available: number | null;
  readonly committed: number;
  readonly reserved: number;
  readonly incoming: number;
  readonly reorderPoint: number | null;
  readonly updatedAt: string;
}

export interface DmpData {
  readonly profiles: readonly DmpProfile[];
  readonly segments: readonly DmpSegment[];
}

export type DmpNamespace = 'Email_LC_SHA256' | 'Phone_SHA256_E.164' | 'ERP_CRM_ID';

export interface DmpProfile {
  readonly uuid: string;
  readonly ids: readonly { readonly namespace: DmpNamespace; readonly value: string }[];
  readonly seenAt: string;
  readonly traits: readonly {
    readonly id: number;
    readonly name: string;
    readonly status: string;
    readonly qualifiedAt: string;
  }[];
  readonly memberships: readonly {
    readonly segmentId: number;
    readonly status: string;
    readonly firstAt: string;
    readonly lastAt: string;
    readonly expiresAt: string | undefined;
  }[];
}

export interface DmpSegment {
  readonly id: number;
  readonly name: string;
  readonly firstParty: boolean;
  readonly provider: string;
  /** Row of the IAB Audience Taxonomy 1.1. */
  readonly iabId: string | undefined;
}
