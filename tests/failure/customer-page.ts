import type { DemoSourceName } from '../../src/demo/demo-world.ts';

/** Everything a customer page shows: every part of the answer comes from one source and from no other. */
export const CUSTOMER_PAGE = /* GraphQL */ `
  query CustomerPage($id: ID!, $maxAge: Duration) {
    customer(id: $id, maxAge: $maxAge) {
      id
      records {
        source
        recordId
      }
      kind
      displayName
      legalName
      givenName
      familyName
      birthDate
      preferredLanguage
      emails {
        address
      }
      phones {
        number
      }
      addresses {
        lines
        locality
        postalCode
        country
      }
      identifiers {
        type
        issuer
        value
      }
      orders(first: 3) {
        totalCount
        nodes {
          id
          status
          orderedAt
          total {
            amount
            currency
          }
          lines {
            sku
            quantity
            product {
              name
              stock {
                location
                available
              }
              suppliers {
                name
              }
            }
          }
          shipments {
            id
            status
          }
          invoices {
            id
            number
          }
        }
      }
      invoices(first: 3) {
        totalCount
        nodes {
          id
          total {
            amount
          }
          order {
            id
          }
        }
      }
      payments(first: 3) {
        totalCount
        nodes {
          id
          amount {
            amount
          }
        }
      }
      credit {
        limit {
          amount
        }
        blocked
      }
      shipments(first: 3) {
        totalCount
        nodes {
          id
          carrier
        }
      }
      segments {
        id
        name
        status
      }
      provenance {
        field
        policy
        source
      }
      sections {
        part
        source
        status
        reason
        retryable
      }
    }
  }
`;

/** Which parts of the page each source gives, `nodes` and other list elements left out. */
export const PARTS_OF: Readonly<Record<DemoSourceName, readonly string[]>> = {
  erp: ['orders', 'credit', 'invoices.nodes.order'],
  finance: ['invoices', 'payments', 'orders.nodes.invoices'],
  scm: ['shipments', 'orders.nodes.shipments', 'orders.nodes.lines.product.suppliers'],
  inventory: ['orders.nodes.lines.product.name', 'orders.nodes.lines.product.stock'],
  dmp: ['segments'],
};

export const SOURCES = Object.keys(PARTS_OF) as DemoSourceName[];

export interface Section {
  readonly part: string;
  readonly source: string;
  readonly status: string;
  readonly reason: string | null;
  readonly retryable: boolean | null;
}

/** The customer of an answer, its parts by name. */
export type CustomerPage = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly records: readonly { readonly source: string; readonly recordId: string }[];
  readonly sections: readonly Section[];
  readonly provenance: readonly { readonly field: string; readonly policy: string; readonly source: string | null }[];
};

/** A value of the page and where it stands; a list stands for each of its elements. */
export interface Found {
  readonly path: readonly (string | number)[];
  readonly value: unknown;
}

/** Every place of the page that a part's path leads to. */
export function placesOf(page: unknown, part: string): Found[] {
  return part
    .split('.')
    .reduce<Found[]>(
      (places, name) => places.flatMap((place) => step(place, name)),
      [{ path: ['customer'], value: page }],
    );
}

function step({ path, value }: Found, name: string): Found[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value))
    return value.flatMap((element, index) => step({ path: [...path, index], value: element }, name));
  return [{ path: [...path, name], value: Reflect.get(value, name) as unknown }];
}

/** The page without some of its parts. */
export function withoutParts(page: object, parts: readonly string[]): unknown {
  const copy: unknown = structuredClone(page);
  for (const part of parts) {
    const names = part.split('.');
    const last = names.pop() ?? '';
    const holders = names.length === 0 ? [copy] : placesOf(copy, names.join('.')).map(({ value }) => value);
    for (const holder of holders.flat())
      if (typeof holder === 'object' && holder !== null) Reflect.deleteProperty(holder, last);
  }
  return copy;
}
