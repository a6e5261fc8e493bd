import { z } from 'zod';
import { setupInvalid } from '../errors.ts';
import type { SetupProblem } from '../errors.ts';
import { readCsv } from './read-csv.ts';
import type { CsvRow } from './read-csv.ts';

const text = z.string();
const id = z.string({ error: 'the column is missing' }).min(1, 'must not be empty');
const decimal = z.string({ error: 'the column is missing' }).regex(/^\d+(?:\.\d+)?$/u, 'must be a decimal number');
const whole = z.string({ error: 'the column is missing' }).regex(/^\d+$/u, 'must be a whole number').transform(Number);
const day = z.iso.date({ error: 'must be a date, YYYY-MM-DD' });
const dayOrNothing = z.union([day, z.literal('').transform(() => undefined)], {
  error: 'must be a date, YYYY-MM-DD, or empty',
});

const Customer = z.object({
  CustomerID: id,
  CompanyName: id,
  ContactName: text,
  Address: text,
  City: text,
  Region: text,
  PostalCode: text,
  Country: text,
  Phone: text,
  Fax: text,
});
const Order = z.object({
  OrderID: id,
  CustomerID: id,
  OrderDate: day,
  RequiredDate: dayOrNothing,
  ShippedDate: dayOrNothing,
  ShipVia: id,
  Freight: decimal,
  ShipName: text,
  ShipAddress: text,
  ShipCity: text,
  ShipRegion: text,
  ShipPostalCode: text,
  ShipCountry: text,
});
const OrderDetail = z.object({ OrderID: id, ProductID: id, UnitPrice: decimal, Quantity: decimal, Discount: decimal });
const Product = z.object({
  ProductID: whole,
  ProductName: id,
  SupplierID: id,
  CategoryID: id,
  QuantityPerUnit: text,
  UnitPrice: decimal,
  UnitsInStock: whole,
  UnitsOnOrder: whole,
  ReorderLevel: whole,
  Discontinued: z.enum(['0', '1'], { error: 'must be 0 or 1' }),
});
const Category = z.object({ CategoryID: id, CategoryName: id });
const Supplier = z.object({
  SupplierID: id,
  CompanyName: id,
  ContactName: text,
  Address: text,
  City: text,
  Region: text,
  PostalCode: text,
  Country: text,
  Phone: text,
});
const Shipper = z.object({ ShipperID: whole, CompanyName: id, Phone: text });

export type NorthwindCustomer = z.output<typeof Customer>;
export type NorthwindOrder = z.output<typeof Order>;
export type NorthwindOrderDetail = z.output<typeof OrderDetail>;

export interface NorthwindTables {
  readonly customers: readonly NorthwindCustomer[];
  readonly orders: readonly NorthwindOrder[];
  readonly details: readonly NorthwindOrderDetail[];
  readonly products: readonly z.output<typeof Product>[];
  readonly categories: readonly z.output<typeof Category>[];
  readonly suppliers: readonly z.output<typeof Supplier>[];
  readonly shippers: readonly z.output<typeof Shipper>[];
}

/** Reads the seven files. Throws SETUP_INVALID with every problem of all of them: file, line, what is wrong. */
export function loadNorthwindTables(dir: string): NorthwindTables {
  const problems: SetupProblem[] = [];
  const read = <Shape extends z.ZodType>(file: string, schema: Shape) => readCsv({ dir, file, schema }, problems);
  const customers = read('customers.csv', Customer);
  const orders = read('orders.csv', Order);
  const details = read('order_details.csv', OrderDetail);
  const products = read('products.csv', Product);
  const categories = read('categories.csv', Category);
  const suppliers = read('suppliers.csv', Supplier);
  const shippers = read('shippers.csv', Shipper);
  if (problems.length === 0) {
    problems.push(
      ...dangling('orders.csv', orders, 'CustomerID', customers),
      ...dangling('order_details.csv', details, 'OrderID', orders),
      ...dangling('order_details.csv', details, 'ProductID', products),
      ...dangling('products.csv', products, 'SupplierID', suppliers),
      ...dangling('products.csv', products, 'CategoryID', categories),
    );
  }
  if (problems.length > 0) throw setupInvalid(problems);
  const rowsOf = <Row>(table: readonly CsvRow<Row>[]): Row[] => table.map(({ row }) => row);
  return {
    customers: rowsOf(customers),
    orders: rowsOf(orders),
    details: rowsOf(details),
    products: rowsOf(products),
    categories: rowsOf(categories),
    suppliers: rowsOf(suppliers),
    shippers: rowsOf(shippers),
  };
}

/** Rows that point at a record which is not there. */
function dangling<Field extends string>(
  file: string,
  rows: readonly CsvRow<Readonly<Record<Field, unknown>>>[],
  field: Field,
  targets: readonly CsvRow<Readonly<Record<Field, unknown>>>[],
): SetupProblem[] {
  const known = new Set(targets.map(({ row }) => String(row[field])));
  return rows
    .filter(({ row }) => !known.has(String(row[field])))
    .map(({ line }) => ({ file, line, message: `${field}: points at a record that does not exist` }));
}
