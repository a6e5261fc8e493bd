import { createHash } from 'node:crypto';
import type { ScmAddress, ScmCustomer, ScmData, ScmShipment } from './demo-world.ts';

const WAREHOUSE_ID = 16_079;
const LOCAL_TIME = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'America/Los_Angeles',
  dateStyle: 'short',
  timeStyle: 'medium',
});
const TRACKER_STATUS: Readonly<Record<string, string>> = {
  label_purchased: 'pre_transit',
  in_transit: 'in_transit',
  delivered: 'delivered',
  cancelled: 'return_to_sender',
};

/** An instant on the clocks of Los Angeles, without a zone: ShipStation's habit. */
export function toLosAngelesTime(instant: string): string {
  return `${LOCAL_TIME.format(new Date(instant)).replace(' ', 'T')}.${instant.slice(20, 23)}`;
}

export function toShipmentRow(shipment: ScmShipment, withItems: boolean) {
  const isVoided = shipment.status === 'cancelled';
  return {
    shipmentId: shipment.id,
    orderId: shipment.id + 10_000_000,
    orderKey: md5(shipment.orderNumber),
    customerId: shipment.customerId ?? null,
    customerEmail: shipment.customerEmail,
    orderNumber: shipment.orderNumber,
    createDate: toLosAngelesTime(shipment.createdAt),
    shipDate: shipment.shipDate ?? null,
    estimatedDeliveryDate: shipment.expectedAt === undefined ? null : toLosAngelesTime(shipment.expectedAt),
    actualDeliveryDate: shipment.deliveredAt === undefined ? null : toLosAngelesTime(shipment.deliveredAt),
    shipmentStatus: shipment.status,
    shipmentCost: Number(shipment.cost),
    insuranceCost: 0,
    trackingNumber: shipment.trackingNumber ?? null,
    isReturnLabel: false,
    carrierCode: shipment.carrierCode,
    serviceCode: 'standard',
    packageCode: 'package',
    confirmation: 'none',
    warehouseId: WAREHOUSE_ID,
    voided: isVoided,
    voidDate: isVoided ? toLosAngelesTime(shipment.createdAt) : null,
    marketplaceNotified: !isVoided,
    shipTo: {
      ...toStreet(shipment.shipTo),
      country: shipment.shipTo.country,
      phone: shipment.shipTo.phone,
      residential: null,
    },
    weight: { value: shipment.weightGrams, units: 'grams' },
    advancedOptions: {
      warehouseId: WAREHOUSE_ID,
      customField1: shipment.erpCustomerNumber,
      customField2: null,
      source: 'erp',
    },
    shipmentItems: withItems ? shipment.lines.map((line, index) => toShipmentItem(shipment, line, index)) : null,
  };
}

function toShipmentItem(shipment: ScmShipment, line: ScmShipment['lines'][number], index: number) {
  return {
    orderItemId: shipment.id * 10 + index,
    lineItemKey: line.key,
    sku: line.sku,
    name: line.name,
    quantity: Number(line.quantity),
    unitPrice: Number(line.unitPrice),
  };
}

export function toCustomerRow(customer: ScmCustomer) {
  return {
    customerId: customer.id,
    createDate: toLosAngelesTime(customer.createdAt),
    modifyDate: toLosAngelesTime(customer.modifiedAt),
    ...toStreet(customer.address),
    countryCode: customer.address.country,
    phone: customer.address.phone,
    email: customer.email,
    addressVerified: 'Verified',
    externalId: customer.externalId ?? null,
    marketplaceUsernames: [],
    tags: [],
  };
}

function toStreet({ name, company, street1, city, state, postalCode }: ScmAddress) {
  return { name, company, street1, street2: '', street3: null, city, state, postalCode };
}

export function toTrackerRow(shipment: ScmShipment) {
  const status = TRACKER_STATUS[shipment.status] ?? 'unknown';
  const created = withoutMilliseconds(shipment.createdAt);
  const updated = withoutMilliseconds(shipment.deliveredAt ?? shipment.createdAt);
  const details = [
    { message: 'Label created', status: 'pre_transit', datetime: created, city: null, country: null },
    ...(status === 'delivered'
      ? [
          {
            message: 'Delivered',
            status,
            datetime: updated,
            city: shipment.shipTo.city,
            country: shipment.shipTo.country,
          },
        ]
      : []),
  ];
  return {
    id: `trk_${md5(String(shipment.id))}`,
    object: 'Tracker',
    mode: 'production',
    tracking_code: shipment.trackingNumber,
    status,
    status_detail: status === 'delivered' ? 'arrived_at_destination' : 'status_update',
    created_at: created,
    updated_at: updated,
    signed_by: null,
    est_delivery_date: shipment.expectedAt === undefined ? null : withoutMilliseconds(shipment.expectedAt),
    shipment_id: String(shipment.id),
    carrier: shipment.carrierCode,
    tracking_details: details.map(({ message, status: detailStatus, datetime, city, country }) => ({
      object: 'TrackingDetail',
      message,
      status: detailStatus,
      datetime,
      source: shipment.carrierCode,
      tracking_location: { object: 'TrackingLocation', city, state: null, country, zip: null },
    })),
    public_url: null,
  };
}

export function toCarrierRows(carriers: ScmData['carriers']) {
  return carriers.map(({ id, code, name, phone }, index) => ({
    name,
    code,
    accountNumber: `${code.slice(0, 2).toUpperCase()}-00${index + 1}`,
    requiresFundedAccount: false,
    balance: 0,
    nickname: null,
    shippingProviderId: id,
    primary: index === 0,
    phone,
  }));
}

export function toSupplierRow(supplier: ScmData['suppliers'][number]) {
  const { id, name, contactName, street1, city, state, postalCode, country, phone, email } = supplier;
  return {
    supplierId: id,
    name,
    contactName,
    street1,
    city,
    state,
    postalCode,
    countryCode: country,
    phone,
    email,
    active: true,
  };
}

export function toSupplyRow(supply: ScmData['supplies'][number], supplierName: string) {
  const { sku, supplierId, supplierSku, leadTimeDays, minimumOrderQuantity, preferred } = supply;
  return {
    sku,
    supplierId,
    supplierName,
    supplierSku,
    leadTimeDays: leadTimeDays ?? null,
    minimumOrderQuantity: minimumOrderQuantity ?? null,
    preferred,
  };
}

function withoutMilliseconds(instant: string): string {
  return instant.replace(/\.\d{3}Z$/u, 'Z');
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
