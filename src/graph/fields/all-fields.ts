import type { AnyField } from '../field.ts';
import { customerEngagementFields, interactionFields } from './engagement-fields.ts';
import { consentMutationFields, customerConsentFields } from './consent-fields.ts';
import { customerFields } from './customer-fields.ts';
import { customerFinanceFields, invoiceFields, paymentFields } from './finance-fields.ts';
import { customerOrderFields, orderFields, orderLineFields } from './order-fields.ts';
import { customerShipmentFields, shipmentFields } from './supply-chain-fields.ts';
import { principalFields, sourceFields } from './source-fields.ts';
import { customerHistoryFields, identityChangeFields, identityQueryFields, mutationFields } from './identity-fields.ts';
import { customerMetricsFields } from './metrics-fields.ts';
import { rightsMutationFields } from './rights-fields.ts';
import { productFields } from './inventory-fields.ts';
import { queryFields } from './query-fields.ts';

/** Field definitions by graph type. */
export type FieldsByType = Readonly<Record<string, Readonly<Record<string, AnyField>>>>;

/** The graph's own fields and those that connectors add; ours win. */
export function allFields(extensions: FieldsByType): FieldsByType {
  const types = new Set([...Object.keys(FIELDS), ...Object.keys(extensions)]);
  return table([...types].map((type) => [type, table(Object.entries({ ...extensions[type], ...FIELDS[type] }))]));
}

/** Without what every object has by nature: a connector may name a field `constructor`. */
function table<Value>(entries: readonly (readonly [string, Value])[]): Readonly<Record<string, Value>> {
  return Object.assign(Object.create(null) as Record<string, Value>, Object.fromEntries(entries));
}

/** A field that is not here is read from its parent by its own name. */
const FIELDS: FieldsByType = {
  Query: { ...queryFields, ...identityQueryFields },
  Mutation: { ...mutationFields, ...consentMutationFields, ...rightsMutationFields },
  Customer: {
    ...customerFields,
    ...customerOrderFields,
    ...customerFinanceFields,
    ...customerShipmentFields,
    ...customerEngagementFields,
    ...customerConsentFields,
    ...customerHistoryFields,
    ...customerMetricsFields,
  },
  IdentityChange: identityChangeFields,
  Order: orderFields,
  OrderLine: orderLineFields,
  Product: productFields,
  Invoice: invoiceFields,
  Payment: paymentFields,
  Shipment: shipmentFields,
  Interaction: interactionFields,
  Source: sourceFields,
  Principal: principalFields,
};
