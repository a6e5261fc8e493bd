import { createRequestLoaders } from '../../../src/federation/request-loaders.ts';
import { createInventedLoader, createInventedRoute, knowsAll } from './invented-route.ts';

describe('the loaders of a request', () => {
  function create(fedBy: readonly string[] = []) {
    const asked: (readonly string[])[] = [];
    const orders = createInventedRoute({
      fetchRows: async (keys) => {
        asked.push(keys);
        return [];
      },
      many: true,
    });
    const held = Promise.withResolvers<void>();
    const customers = createInventedRoute({
      fetchRows: async (keys) => {
        await held.promise;
        return knowsAll(keys);
      },
    });
    const loaders = createRequestLoaders({
      entities: createInventedLoader().loader,
      context: {},
      fedBy: (live) => (live === orders ? fedBy : []),
      typeOf: (live) => (live === orders ? 'Order' : 'Customer'),
    });
    return { loaders, orders, customers, asked, release: () => held.resolve() };
  }

  it('asks for keys of the same step together, and for each once', async () => {
    const { loaders, orders, asked } = create();
    await Promise.all([loaders.load(orders, ['1', '2']), loaders.load(orders, ['1', '0']), loaders.load(orders, [''])]);
    await loaders.load(orders, ['2']);
    expect(asked).toEqual([['1', '2', '0', '']]);
  });

  it('asks again for data of another age', async () => {
    const { loaders, orders, asked } = create();
    await loaders.load(orders, ['1']);
    await loaders.load(orders, ['1'], 0);
    expect(asked).toEqual([['1'], ['1']]);
  });

  it('waits for rows on their way that may bring more keys', async () => {
    const { loaders, orders, customers, asked, release } = create(['Customer']);
    const later = loaders.load(customers, ['9']).then(() => loaders.load(orders, ['9']));
    const first = loaders.load(orders, ['1']);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(asked).toEqual([]);
    release();
    await Promise.all([first, later]);
    expect(asked.map((keys) => keys.toSorted())).toEqual([['1', '9']]);
  });

  it('waits for nothing else', async () => {
    const { loaders, orders, customers, asked, release } = create([]);
    const slow = loaders.load(customers, ['9']);
    await loaders.load(orders, ['1']);
    expect(asked).toEqual([['1']]);
    release();
    expect((await slow).get('9')).toMatchObject({ status: 'found' });
  });
});
