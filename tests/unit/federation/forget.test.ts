import { createInventedLoader, createInventedRoute, knowsAll } from './invented-route.ts';

it('drops the copies of the keys it is told to forget, and of no others', async () => {
  const asked: string[] = [];
  const fetchRows = (keys: readonly string[]) => {
    asked.push(...keys);
    return knowsAll(keys);
  };
  const live = createInventedRoute({ fetchRows, cache: { ttlMs: 60_000 } });
  const { loader } = createInventedLoader();
  await loader.load(live, ['1', '2'], {});
  await loader.forget(live, ['1']);
  await loader.forget(live, []);
  await loader.load(live, ['1', '2'], {});
  expect(asked).toEqual(['1', '2', '1']);
});
