import { existsSync, readFileSync } from 'node:fs';

const FILE = '../shared/conformance/federation-subgraph-checks.json';

/** One request of the compatibility suite and what its answer must be. */
export interface SubgraphCheck {
  readonly assertion: string;
  readonly target: 'subgraph' | 'router';
  readonly query: string;
  readonly variables?: object;
  readonly headers?: Readonly<Record<string, string>>;
  readonly check: string;
  readonly sdl_stripped_must_match?: string;
  readonly sdl_stripped_must_not_contain?: string;
  readonly expect_data_superset?: object;
  readonly no_errors?: boolean;
}

/** The records that the checks ask for. */
export interface ProductsData {
  readonly product: readonly ProductRow[];
  readonly user: UserRow;
  readonly deprecatedProduct: DeprecatedRow;
  readonly research: readonly { readonly study: { readonly caseNumber: string } }[];
  readonly inventory: { readonly id: string };
  readonly users_subgraph_user: Omit<UserRow, 'email'>;
}

export interface ProductRow {
  readonly id: string;
  readonly sku: string;
  readonly package: string;
  readonly variation: { readonly id: string };
  readonly research: readonly string[];
}

export interface UserRow {
  readonly email: string;
  readonly name: string;
  readonly totalProductsCreated: number;
  readonly yearsOfEmployment: number;
}

export interface DeprecatedRow {
  readonly sku: string;
  readonly package: string;
  readonly reason: string;
}

export const areChecksPresent = existsSync(FILE);

/** Call it only where the file is: see `areChecksPresent`. */
export function loadChecks(): { checks: SubgraphCheck[]; data: ProductsData } {
  return JSON.parse(readFileSync(FILE, 'utf8')) as { checks: SubgraphCheck[]; data: ProductsData };
}
