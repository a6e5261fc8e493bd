import type { CustomerExport } from '../../generated/graph.ts';
import { AppError } from '../../errors.ts';
import type { Part } from '../../federation/parts.ts';
import { customerParts, toCustomerNode } from '../customer-node.ts';
import type { RequestContext } from '../request-context.ts';
import { toExportPage } from './export-page.ts';

/** What one source said for one part of the graph. */
export interface ExportedPart {
  readonly part: string;
  readonly source: string;
  /** When it was read; absent when it was not. */
  readonly fetchedAt?: string;
  /** Why there is nothing: an error code. */
  readonly missing?: string;
  readonly data?: unknown;
}

/** The document of an export. */
export interface ExportDocument {
  readonly customer: string;
  readonly exportedAt: string;
  /** What the gateway keeps itself. */
  readonly identity: unknown;
  readonly consents: readonly unknown[];
  /** What the sources say, read now. */
  readonly sources: readonly ExportedPart[];
}

/** Puts together everything known of a customer. CUSTOMER_NOT_FOUND for an unknown id. */
export async function exportCustomer(id: string, context: RequestContext): Promise<CustomerExport> {
  const identity = await context.customers.load(id);
  if (!identity) throw new AppError('CUSTOMER_NOT_FOUND');
  const node = toCustomerNode(identity, 0);
  const coordinates = context.routing.coordinates.filter((name) => name === 'Customer' || name.startsWith('Customer.'));
  const [kept, consents, parts] = await Promise.all([
    context.identity.exportOf(identity.id),
    context.consents.load(identity),
    Promise.all(coordinates.map(async (part) => toExported(part, await customerParts(node, part, context)))),
  ]);
  const sources = parts.flat();
  const exportedAt = new Date().toISOString();
  const document: ExportDocument = { customer: identity.id, exportedAt, identity: kept, consents, sources };
  return {
    customer: identity.id,
    exportedAt,
    complete: sources.every(({ missing }) => missing === undefined || missing === 'RECORD_NOT_FOUND'),
    json: JSON.stringify(document, null, 2),
    html: toExportPage(document),
  };
}

function toExported(part: string, parts: readonly Part[]): ExportedPart[] {
  return parts.flatMap(({ live: { route }, outcomes }) =>
    outcomes.map((outcome): ExportedPart => {
      const place = { part, source: route.source };
      if (outcome.status === 'failed') return { ...place, missing: outcome.error.code };
      const fetchedAt = new Date(outcome.fetchedAt).toISOString();
      if (outcome.status === 'missing') return { ...place, fetchedAt, missing: 'RECORD_NOT_FOUND' };
      const missing = outcome.staleBecause && { missing: outcome.staleBecause.code };
      return { ...place, fetchedAt, ...missing, data: outcome.value };
    }),
  );
}
