import { findLie, type AnswerError } from '../../../bench/peers/find-lie.ts';

const truth = { customer: { name: 'Kastell', orders: [{ number: '1' }, { number: '2' }], emails: [{ address: 'a' }] } };
const orders = { nodes: [{ number: '1' }, { number: '2' }] };
const whole = { name: 'Kastell', orders, emails: [{ address: 'a' }] };

const errorAt = (...path: (string | number)[]): AnswerError => ({ message: 'a source', path });

describe('what the soak takes for true', () => {
  it.each<[string, object | null, AnswerError[]]>([
    ['all of it, connections or lists', whole, []],
    ['a part that is missing and owned up to', { ...whole, orders: null }, [errorAt('customer', 'orders')]],
    ['a list that cannot be null', { ...whole, emails: [] }, [errorAt('customer')]],
    ['a null that came up from below', null, [errorAt('customer', 'orders', 'nodes', 1, 'number')]],
  ])('%s', (_what, customer, errors) => {
    expect(findLie(truth, { customer }, errors)).toBeUndefined();
  });
});

describe('what the soak takes for a lie', () => {
  it.each<[string, object | null, AnswerError[], string]>([
    ['another value', { ...whole, name: 'Ostsee' }, [errorAt('customer', 'name')], 'data.customer.name is "Ostsee"'],
    ['a null without an error', { ...whole, orders: null }, [], 'data.customer.orders is missing'],
    ['a null whose error is elsewhere', { ...whole, orders: null }, [errorAt('customer', 'name')], 'orders is missing'],
    ['an empty list without an error', { ...whole, emails: [] }, [], 'data.customer.emails is missing'],
    [
      'entries that were left out, error or not',
      { ...whole, orders: { nodes: [{ number: '1' }] } },
      [errorAt('customer', 'orders')],
      'data.customer.orders.nodes has 1 entries instead of 2',
    ],
  ])('%s', (_what, customer, errors, lie) => {
    expect(findLie(truth, { customer }, errors)).toContain(lie);
  });
});
