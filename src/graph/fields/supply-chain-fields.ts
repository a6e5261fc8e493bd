import { toGlobalId } from '../../domain/record-ref.ts';
import type { CustomerResolvers, ShipmentResolvers } from '../../generated/graph.ts';
import { toConnection } from '../connection.ts';
import { read, sourced, type FieldsOf } from '../field.ts';

export const customerShipmentFields: FieldsOf<Pick<CustomerResolvers, 'shipments'>> = {
  shipments: sourced('Customer.shipments', (shipments, page) =>
    toConnection(shipments, page, ({ shippedAt, source, id }) => ({
      time: shippedAt ?? '',
      id: toGlobalId('shipment', source, id),
    })),
  ),
};

export const shipmentFields: FieldsOf<ShipmentResolvers> = {
  id: read(({ source, id }) => toGlobalId('shipment', source, id)),
  source: read(({ source, id }) => ({ name: source, recordId: id })),
};
