/** Where a question goes. */
interface Door {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Question {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/**
 * The demo systems send some flawed rows, as real ones do. The gateway nulls what is flawed and says so, the hand-written
 * one is silent; nothing else may be wrong with an answer.
 */
const OTHER_ERROR = /"code":"(?!SOURCE_BAD_DATA")/;

/** Whether an answer is whole, but for what its source had wrong. */
function isWhole(body: string): boolean {
  return !body.includes('"errors"') || !OTHER_ERROR.test(body);
}

/** Asks once and answers the data; throws when the answer is not whole. */
export async function post<Data>({ url, headers }: Door, question: Question): Promise<Data> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(question),
  });
  const body = await response.text();
  if (!response.ok || !isWhole(body)) throw new Error(`${url} answered ${response.status}: ${body.slice(0, 2_000)}`);
  const { data } = JSON.parse(body) as { data: Data };
  return data;
}

interface ListedCustomer {
  readonly id: string;
  readonly records: readonly { readonly source: string; readonly recordId: string }[];
}

interface CustomerPage {
  readonly customers: {
    readonly nodes: readonly ListedCustomer[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
  };
}

const LIST = `query ($after: String) {
  customers(first: 200, after: $after) {
    nodes { id records { source recordId } }
    pageInfo { hasNextPage endCursor }
  }
}`;

/** Every customer of the identity spine, in the order of the pages. */
export async function readCustomers(door: Door): Promise<ListedCustomer[]> {
  const all: ListedCustomer[] = [];
  for (let after: string | null = null; ;) {
    const { customers }: CustomerPage = await post(door, { query: LIST, variables: { after } });
    all.push(...customers.nodes);
    if (!customers.pageInfo.hasNextPage) return all;
    after = customers.pageInfo.endCursor;
  }
}

/** Calls that the source systems have counted since this was last asked. */
export async function takeCalls(sources: readonly string[]): Promise<number> {
  const totals = await Promise.all(
    sources.map(async (source) => {
      const response = await fetch(`${source}/_demo/calls`);
      const { total } = (await response.json()) as { total: number };
      await fetch(`${source}/_demo/calls`, { method: 'DELETE' });
      return total;
    }),
  );
  return totals.reduce((sum, total) => sum + total, 0);
}
