/** A connector's folder name: `erp`. */
export type SourceName = string;

/** A customer record as its owner knows it. `id` is the source's own number; `0` and `""` are ids like any other. */
export interface RecordRef {
  readonly source: SourceName;
  readonly id: string;
}

/** `source:id`, for maps and logs; the source name holds no colon, so the split is exact. */
export function recordKey({ source, id }: RecordRef): string {
  return `${source}:${id}`;
}

export function toRecordRef(key: string): RecordRef | undefined {
  const colon = key.indexOf(':');
  return colon < 1 ? undefined : { source: key.slice(0, colon), id: key.slice(colon + 1) };
}

/** Types a global id can name beside Customer, whose ids are opaque and come from the identity spine. */
export type GlobalType = 'order' | 'invoice' | 'payment' | 'shipment' | 'interaction';

/** `order:erp:10248`: unique over all sources, and readable in a log. */
export function toGlobalId(type: GlobalType, source: SourceName, id: string): string {
  return `${type}:${source}:${id}`;
}

export function parseGlobalId(type: GlobalType, globalId: string): RecordRef | undefined {
  return globalId.startsWith(`${type}:`) ? toRecordRef(globalId.slice(type.length + 1)) : undefined;
}
