import { z } from 'zod';
import { COORDINATES } from '../../../src/domain/coordinates.ts';
import { mapRows } from '../../../src/federation/map-rows.ts';
import { createInventedRoute } from './invented-route.ts';
import { createWorkplace, manifestWith, type Workplace } from '../connector/write-connector.ts';

const observer = {
  onCall: () => undefined,
  onCache: () => undefined,
  onRows: () => undefined,
  onProblem: () => undefined,
};

describe('a row that cannot be kept', () => {
  let workplace: Workplace;
  beforeEach(() => {
    workplace = createWorkplace();
  });
  afterEach(() => workplace.remove());

  it.each([
    ['by the reason the mapping gave', '{ "id": $code({ "1": "one" }, no) }', 'id: UNKNOWN_CODE'],
    ['by its type when the mapping saw nothing wrong', '{ "id": 7 }', 'id: WRONG_TYPE'],
    ['as a whole when there is no record', '"none"', 'row: WRONG_TYPE'],
  ])('is told of %s', async (_what, mapping, detail) => {
    workplace.write(manifestWith(), 'crm', mapping);
    const [connector] = await workplace.load();
    const [route] = connector?.routes ?? [];
    if (!route) throw new TypeError('no route');
    const rows = [{ key: '9', row: { no: '9' } }];
    const outcomes = mapRows({ route, schema: COORDINATES.Customer.row }, ['9'], {
      rows,
      fetchedAt: 0,
      observer,
    });
    expect(outcomes.get('9')).toMatchObject({ status: 'failed', error: { code: 'SOURCE_BAD_DATA', detail } });
  });
});

it('keeps plain values that are 0, empty or false, each once', () => {
  const live = createInventedRoute({ many: true });
  const rows = [0, 0, false, '', 'x'].map((row) => ({ key: '9', row }));
  const outcomes = mapRows({ ...live, schema: z.union([z.string(), z.number(), z.boolean()]) }, ['9'], {
    rows,
    fetchedAt: 0,
    observer,
  });
  expect(outcomes.get('9')).toMatchObject({ status: 'found', value: [0, false, '', 'x'], lost: [] });
});
