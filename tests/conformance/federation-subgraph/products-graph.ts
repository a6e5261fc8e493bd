import { readFileSync } from 'node:fs';
import type { GraphQLSchema } from 'graphql';
import { buildGraphSchema } from '../../../src/graph/build-graph-schema.ts';
import type { DeprecatedRow, ProductsData, UserRow } from './checks.ts';

const FOLDER = 'tests/conformance/federation-subgraph';

/** The SDL of one fixture subgraph; of the products graph it is in two files, as a graph of ours is in several. */
export function readFixtureSdl(name: 'products' | 'people' | 'users' | 'inventory'): string {
  return readFileSync(`${FOLDER}/${name}.graphql`, 'utf8');
}

/** What a router sends of a user: the key, and fields of another subgraph that ours asked for. */
type UserReference = Pick<UserRow, 'email'> & Partial<UserRow>;

interface ProductReference {
  readonly id?: string;
  readonly sku?: string;
  readonly package?: string;
  readonly variation?: { readonly id: string };
}

/** The compatibility suite's `products` subgraph, built as the gateway's own graph is. */
export function buildProductsGraph(data: ProductsData): GraphQLSchema {
  const documents = (['products', 'people'] as const).map((name) => ({
    file: `${name}.graphql`,
    sdl: readFixtureSdl(name),
  }));
  return buildGraphSchema(documents, { references: createReferences(data), resolvers: () => createResolvers(data) });
}

function createReferences(data: ProductsData) {
  return {
    Product: { __resolveReference: (reference: ProductReference) => findProduct(data, reference) },
    DeprecatedProduct: { __resolveReference: (reference: DeprecatedRow) => findDeprecated(data, reference) },
    ProductResearch: {
      __resolveReference: ({ study }: ProductsData['research'][number]) =>
        data.research.find((research) => research.study.caseNumber === study.caseNumber),
    },
    User: {
      __resolveReference: (reference: UserReference) =>
        reference.email === data.user.email ? { ...data.user, ...reference } : undefined,
    },
    Inventory: { __resolveReference: (reference: { id: string }) => reference },
  };
}

function createResolvers(data: ProductsData) {
  const createdBy = () => data.user;
  return {
    Query: {
      product: (_root: unknown, { id }: { id: string }) => findProduct(data, { id }),
      deprecatedProduct: (_root: unknown, reference: DeprecatedRow) => findDeprecated(data, reference),
    },
    Product: {
      createdBy,
      research: (product: ProductsData['product'][number]) =>
        data.research.filter(({ study }) => product.research.includes(study.caseNumber)),
    },
    DeprecatedProduct: { createdBy },
    User: {
      averageProductsCreatedPerYear: ({ totalProductsCreated, yearsOfEmployment }: UserRow) =>
        Math.round(totalProductsCreated / yearsOfEmployment),
    },
    Inventory: { deprecatedProducts: () => [data.deprecatedProduct] },
  };
}

function findProduct({ product }: ProductsData, { id, sku, package: name, variation }: ProductReference) {
  if (id !== undefined) return product.find((row) => row.id === id);
  return product.find((row) => row.sku === sku && (row.package === name || row.variation.id === variation?.id));
}

function findDeprecated({ deprecatedProduct }: ProductsData, { sku, package: name }: DeprecatedRow) {
  return deprecatedProduct.sku === sku && deprecatedProduct.package === name ? deprecatedProduct : undefined;
}
