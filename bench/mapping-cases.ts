/** A mapping as it would be written, records of its source (all invented), and the same by hand in JavaScript. */
export interface MappingCase {
  readonly name: string;
  readonly expression: string;
  createRecord(this: void, index: number): unknown;
  /** Tuned by hand for exactly these records. */
  map?(this: void, record: unknown): unknown;
}

const CITIES = ['Springfield', 'Neustadt', 'Xinghai', 'Villanueva'];

function pickOne<Item>(items: readonly Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('Nothing to pick from');
  return item;
}

interface ErpCustomer {
  KUNNR: string;
  NAME1: string;
  NAME2: string | null;
  STRAS: string;
  ORT01: string;
  PSTLZ: string;
  LAND1: string;
  TELF1: string;
  SMTP: string;
  KLIMK: string;
  LOEVM: string;
  BANKS: { IBAN: string; BIC: string }[];
}

const ERP_CUSTOMER: MappingCase = {
  name: 'ERP customer',
  expression: `{
  "id": KUNNR,
  "name": $trim(NAME1 & " " & NAME2),
  "active": LOEVM != "X",
  "creditLimit": $number(KLIMK),
  "email": $lowercase(SMTP),
  "phone": TELF1,
  "address": { "street": STRAS, "city": ORT01, "postalCode": PSTLZ, "country": $uppercase(LAND1) },
  "bankAccounts": [BANKS.{ "iban": $replace(IBAN, " ", ""), "bic": BIC }]
}`,
  createRecord: (index): ErpCustomer => ({
    KUNNR: `00${10_000 + index}`,
    NAME1: `Example Trading ${index} `,
    NAME2: index % 3 === 0 ? null : 'Ltd',
    STRAS: `${index} Sample Street`,
    ORT01: pickOne(CITIES, index),
    PSTLZ: String(10_000 + index),
    LAND1: pickOne(['de', 'us', 'cn'], index),
    TELF1: `+49 30 ${1_000_000 + index}`,
    SMTP: `Buyer${index}@Example.org`,
    KLIMK: `${index * 10}.50`,
    LOEVM: index % 7 === 0 ? 'X' : '',
    BANKS: [{ IBAN: `DE00 0000 ${1000 + index}`, BIC: 'EXAMPLEXXX' }],
  }),
  map: (row: ErpCustomer) => ({
    id: row.KUNNR,
    // $string(null) is "null", and & writes it.
    name: `${row.NAME1} ${row.NAME2}`.replaceAll(/\s+/g, ' ').trim(),
    active: row.LOEVM !== 'X',
    creditLimit: Number(row.KLIMK),
    email: row.SMTP.toLowerCase(),
    phone: row.TELF1,
    address: { street: row.STRAS, city: row.ORT01, postalCode: row.PSTLZ, country: row.LAND1.toUpperCase() },
    bankAccounts: row.BANKS.map((bank) => ({ iban: bank.IBAN.replaceAll(' ', ''), bic: bank.BIC })),
  }),
};

interface Partner {
  BusinessPartner: string;
  BusinessPartnerFullName: string;
  to_Address: {
    results: { City: string; Country: string; to_Email: { results: { Email: string; IsDefault: boolean }[] } }[];
  };
  to_Role: { results: { Role: string }[] };
}

const ODATA_PARTNER: MappingCase = {
  name: 'OData business partner',
  expression: `{
  "id": BusinessPartner,
  "name": BusinessPartnerFullName,
  "roles": [to_Role.results.Role],
  "email": to_Address.results.to_Email.results[IsDefault][0].Email,
  "addresses": [to_Address.results.{
    "city": City, "country": Country, "emails": [to_Email.results.$lowercase(Email)]
  }]
}`,
  createRecord: (index): Partner => ({
    BusinessPartner: `BP${index}`,
    BusinessPartnerFullName: `Partner ${index} Example`,
    to_Address: {
      results: [0, 1].map((number) => ({
        City: pickOne(CITIES, index + number),
        Country: 'DE',
        to_Email: {
          results: [
            { Email: `A${index}@Example.org`, IsDefault: number === 1 },
            { Email: `B${index}@Example.org`, IsDefault: number === 0 },
          ],
        },
      })),
    },
    to_Role: { results: [{ Role: 'FLCU00' }, { Role: 'FLCU01' }] },
  }),
  map: (row: Partner) => ({
    id: row.BusinessPartner,
    name: row.BusinessPartnerFullName,
    roles: row.to_Role.results.map(({ Role }) => Role),
    // [0] belongs to the step: the first default of each address.
    email: row.to_Address.results.map((address) => address.to_Email.results.find(({ IsDefault }) => IsDefault)?.Email),
    addresses: row.to_Address.results.map((address) => ({
      city: address.City,
      country: address.Country,
      emails: address.to_Email.results.map(({ Email }) => Email.toLowerCase()),
    })),
  }),
};

interface Order {
  VBELN: string;
  STATUS: string;
  WAERK: string;
  ERDAT: string;
  ITEMS: { POSNR: string; MATNR: string; KWMENG: string; NETPR: number }[];
}

const STATUS_NAMES: Readonly<Record<string, string>> = { '10': 'OPEN', '20': 'SHIPPED', '90': 'CLOSED' };

const ORDER: MappingCase = {
  name: 'order of 50 lines',
  expression: `(
  $status := { "10": "OPEN", "20": "SHIPPED", "90": "CLOSED" };
  {
    "id": VBELN,
    "status": $lookup($status, STATUS),
    "orderedAt": $substring(ERDAT, 0, 4) & "-" & $substring(ERDAT, 4, 2) & "-" & $substring(ERDAT, 6, 2),
    "total": $round($sum(ITEMS.($number(KWMENG) * NETPR)), 2),
    "lines": [ITEMS.{
      "number": $number(POSNR), "sku": $trim(MATNR), "quantity": $number(KWMENG),
      "unitPrice": { "amount": NETPR, "currency": $$.WAERK }
    }]
  }
)`,
  createRecord: (index): Order => ({
    VBELN: `00${index}`,
    STATUS: pickOne(['10', '20', '90'], index),
    WAERK: 'EUR',
    ERDAT: `202401${10 + (index % 20)}`,
    ITEMS: Array.from({ length: 50 }, (_, line) => ({
      POSNR: String(line * 10 + 10),
      MATNR: ` SKU-${index}-${line} `,
      KWMENG: String((line % 9) + 1),
      NETPR: line + 0.25,
    })),
  }),
  map: (row: Order) => {
    let total = 0;
    const lines = row.ITEMS.map((item) => {
      const quantity = Number(item.KWMENG);
      total += quantity * item.NETPR;
      return {
        number: Number(item.POSNR),
        sku: item.MATNR.trim(),
        quantity,
        unitPrice: { amount: item.NETPR, currency: row.WAERK },
      };
    });
    return {
      id: row.VBELN,
      status: STATUS_NAMES[row.STATUS],
      orderedAt: `${row.ERDAT.slice(0, 4)}-${row.ERDAT.slice(4, 6)}-${row.ERDAT.slice(6, 8)}`,
      total: Math.round(total * 100) / 100,
      lines,
    };
  },
};

interface Aging {
  customer: string;
  invoices: { no: string; amount: number; open: number; daysOverdue: number; currency: string }[];
}

const AGING: MappingCase = {
  name: 'aging of 20 invoices',
  expression: `{
  "customer": customer,
  "open": $sum(invoices.open),
  "current": $sum(invoices[daysOverdue <= 0].open),
  "days30": $sum(invoices[daysOverdue > 0 and daysOverdue <= 30].open),
  "days60": $sum(invoices[daysOverdue > 30 and daysOverdue <= 60].open),
  "older": $sum(invoices[daysOverdue > 60].open),
  "largest": $max(invoices.amount),
  "count": $count(invoices[open > 0]),
  "overdue": [invoices[daysOverdue > 0 and open > 0].no]
}`,
  createRecord: (index): Aging => ({
    customer: `C${index}`,
    invoices: Array.from({ length: 20 }, (_, number) => ({
      no: `I${index}-${number}`,
      amount: 100 + number,
      open: number % 4 === 0 ? 0 : 50 + number,
      daysOverdue: number * 7 - 40 + (index % 5),
      currency: 'EUR',
    })),
  }),
  map: (row: Aging) => {
    const sums = { open: 0, current: 0, days30: 0, days60: 0, older: 0 };
    let largest = -Infinity;
    let count = 0;
    const overdue: string[] = [];
    for (const { open, daysOverdue, amount, no } of row.invoices) {
      sums.open += open;
      if (daysOverdue <= 0) sums.current += open;
      else if (daysOverdue <= 30) sums.days30 += open;
      else if (daysOverdue <= 60) sums.days60 += open;
      else sums.older += open;
      if (amount > largest) largest = amount;
      if (open > 0) count += 1;
      if (daysOverdue > 0 && open > 0) overdue.push(no);
    }
    return { customer: row.customer, ...sums, largest, count, overdue };
  },
};

interface Audience {
  user_id: string;
  segments: { id: number; name: string; score: number; expires: number }[];
  consent: { ads: boolean; analytics: boolean };
}

const AUDIENCE: MappingCase = {
  name: 'DMP segments',
  expression: `{
  "id": user_id,
  "consent": $keys($sift(consent, function($v) { $v })),
  "segments": $map($filter(segments, function($s) { $s.score >= 0.5 and $s.expires > 1700000000 }), function($s) {
    { "id": $string($s.id), "name": $s.name, "score": $round($s.score, 2) }
  })
}`,
  createRecord: (index): Audience => ({
    user_id: `u${index}`,
    segments: Array.from({ length: 15 }, (_, number) => ({
      id: number,
      name: `segment-${number}`,
      score: ((index + number * 7) % 100) / 100,
      expires: number % 3 === 0 ? 1_600_000_000 : 1_800_000_000,
    })),
    consent: { ads: true, analytics: index % 2 === 0 },
  }),
  map: (row: Audience) => {
    const segments: unknown[] = [];
    for (const { id, name, score, expires } of row.segments)
      if (score >= 0.5 && expires > 1_700_000_000)
        segments.push({ id: String(id), name, score: Math.round(score * 100) / 100 });
    return { id: row.user_id, consent: row.consent.analytics ? ['ads', 'analytics'] : 'ads', segments };
  },
};

interface CsvRow {
  id: string;
  first_name: string;
  last_name: string;
  birth: string;
  newsletter: string;
  spent: string;
  tags: string;
}

const CSV_ROW: MappingCase = {
  name: 'CSV row',
  expression: `{
  "id": id,
  "name": { "given": $trim(first_name), "family": $trim(last_name) },
  "birthDate": birth = "" ? null : birth,
  "newsletter": $lowercase(newsletter) in ["yes", "y", "1"],
  "spent": spent = "" ? 0 : $number(spent),
  "tags": [$split(tags, "|")]
}`,
  createRecord: (index): CsvRow => ({
    id: String(index),
    first_name: ' Pat ',
    last_name: `Example${index}`,
    birth: index % 4 === 0 ? '' : '1980-02-03',
    newsletter: pickOne(['YES', 'no', 'Y'], index),
    spent: index % 5 === 0 ? '' : `${index}.25`,
    tags: 'vip|retail|north',
  }),
  map: (row: CsvRow) => {
    const newsletter = row.newsletter.toLowerCase();
    return {
      id: row.id,
      name: { given: row.first_name.trim(), family: row.last_name.trim() },
      birthDate: row.birth === '' ? null : row.birth,
      newsletter: newsletter === 'yes' || newsletter === 'y' || newsletter === '1',
      spent: row.spent === '' ? 0 : Number(row.spent),
      tags: row.tags.split('|'),
    };
  },
};

interface Sales {
  sales: { region: string; product: string; amount: number }[];
}

const GROUPING: MappingCase = {
  name: 'group-by and order-by',
  expression: `{
  "byRegion": sales{ region: { "total": $sum(amount), "count": $count(amount) } },
  "top": [sales^(>amount, product)[[0..4]].{ "product": product, "amount": amount }]
}`,
  createRecord: (index): Sales => ({
    sales: Array.from({ length: 30 }, (_, number) => ({
      region: pickOne(['north', 'south', 'east', 'west'], number),
      product: `P${number}`,
      amount: (index * 31 + number * 17) % 97,
    })),
  }),
  map: (row: Sales) => {
    const byRegion: Record<string, { total: number; count: number }> = {};
    for (const { region, amount } of row.sales) {
      const group = (byRegion[region] ??= { total: 0, count: 0 });
      group.total += amount;
      group.count += 1;
    }
    const top = row.sales
      .toSorted((left, right) => right.amount - left.amount || (left.product < right.product ? -1 : 1))
      .slice(0, 5)
      .map(({ product, amount }) => ({ product, amount }));
    return { byRegion, top };
  },
};

interface Shipments {
  shipments: { id: string; parcels: { code: string; items: { sku: string; qty: number }[] }[] }[];
}

const PARENTS: MappingCase = {
  name: 'parent and index binding',
  expression: `[shipments.parcels#$p.items.{
  "sku": sku, "qty": qty, "parcel": %.code, "shipment": %.%.id, "position": $p
}]`,
  createRecord: (index): Shipments => ({
    shipments: [0, 1].map((shipment) => ({
      id: `S${index}-${shipment}`,
      parcels: [0, 1].map((parcel) => ({
        code: `P${parcel}`,
        items: [0, 1, 2].map((item) => ({ sku: `K${item}`, qty: item + 1 })),
      })),
    })),
  }),
  map: (row: Shipments) => {
    const result: unknown[] = [];
    for (const { id, parcels } of row.shipments)
      for (const [position, { code, items }] of parcels.entries())
        for (const { sku, qty } of items) result.push({ sku, qty, parcel: code, shipment: id, position });
    return result;
  },
};

export const MAPPING_CASES: readonly MappingCase[] = [
  ERP_CUSTOMER,
  ODATA_PARTNER,
  ORDER,
  AGING,
  AUDIENCE,
  CSV_ROW,
  GROUPING,
  PARENTS,
];
