import { Decimal } from 'decimal.js';
import type { InventoryData } from './demo-world.ts';
import type { NorthwindTables } from './northwind-tables.ts';
import { NORTHWIND_FIRST_DAY, NORTHWIND_LAST_DAY, northwindSku } from './northwind-words.ts';

const LOCATION_ID = 501;

/** Products with one variant each, and their stock in one place. */
export function createNorthwindInventory({ products, categories, suppliers }: NorthwindTables): InventoryData {
  const categoryNames = new Map(categories.map(({ CategoryID, CategoryName }) => [CategoryID, CategoryName]));
  const supplierNames = new Map(suppliers.map(({ SupplierID, CompanyName }) => [SupplierID, CompanyName]));
  const itemId = (productId: number): number => 9_000_000 + productId;
  return {
    locations: [{ id: LOCATION_ID, name: 'Northwind', city: '', country: '' }],
    products: products.map((product) => ({
      id: 7_000_000 + product.ProductID,
      title: product.ProductName,
      type: categoryNames.get(product.CategoryID) ?? '',
      vendor: supplierNames.get(product.SupplierID) ?? '',
      active: product.Discontinued === '0',
      createdAt: `${NORTHWIND_FIRST_DAY}T12:00:00.000Z`,
      updatedAt: `${NORTHWIND_LAST_DAY}T12:00:00.000Z`,
      variants: [
        {
          id: 8_000_000 + product.ProductID,
          itemId: itemId(product.ProductID),
          sku: northwindSku(product.ProductID),
          gtin: undefined,
          title: product.QuantityPerUnit,
          price: new Decimal(product.UnitPrice).toFixed(2),
          grams: 0,
        },
      ],
    })),
    levels: products.map((product) => ({
      itemId: itemId(product.ProductID),
      sku: northwindSku(product.ProductID),
      locationId: LOCATION_ID,
      available: product.UnitsInStock,
      committed: 0,
      reserved: 0,
      incoming: product.UnitsOnOrder,
      reorderPoint: product.ReorderLevel,
      updatedAt: `${NORTHWIND_LAST_DAY}T12:00:00.000Z`,
    })),
  };
}
