import jsonata from 'jsonata';

/** The same as plain-mappings.js in JSONata's own words, compiled once. */
const EXPRESSIONS = {
  customer: `{
    "number": number,
    "kind": $lookup({ "1": "PERSON", "2": "ORGANIZATION" }, type),
    "displayName": $trim(name),
    "legalName": $trim(legalName),
    "preferredLanguage": language,
    "industry": $trim(industry),
    "emails": [{ "address": $lowercase(email) }],
    "phones": [{ "number": phone }],
    "addresses": [{ "lines": [street], "locality": city, "postalCode": zip, "country": country }],
    "identifiers": [{ "type": "CUSTOMER_REFERENCE", "value": number }, { "type": "DUNS", "value": duns }]
  }`,
  order: `{
    "orderNumber": number,
    "orderedAt": date,
    "status": $lookup({ "10": "OPEN", "20": "SHIPPED", "90": "CLOSED" }, status),
    "total": { "amount": net, "currency": currency },
    "lines": [lines.{ "sku": sku, "quantity": quantity, "unitPrice": { "amount": price, "currency": currency } }]
  }`,
  stock: `{ "location": location, "available": available }`,
  invoice: `{
    "number": number,
    "issuedOn": issued,
    "dueOn": due,
    "status": $lookup({ "O": "OPEN", "P": "PAID", "V": "VOID" }, status),
    "total": { "amount": total, "currency": currency },
    "amountDue": { "amount": open, "currency": currency }
  }`,
  credit: `{
    "limit": { "amount": limit, "currency": currency },
    "exposure": { "amount": exposure, "currency": currency },
    "blocked": blocked
  }`,
  shipment: `{
    "carrier": carrier,
    "trackingNumber": tracking,
    "status": $lookup({ "N": "PENDING", "T": "IN_TRANSIT", "D": "DELIVERED" }, status),
    "shippedAt": shipped
  }`,
  segment: `{
    "name": name,
    "origin": $lookup({ "1P": "FIRST_PARTY", "3P": "THIRD_PARTY" }, origin),
    "status": $lookup({ "A": "ACTIVE", "E": "EXITED" }, status)
  }`,
};

export const jsonataMappings = Object.fromEntries(
  Object.entries(EXPRESSIONS).map(([name, text]) => {
    const expression = jsonata(text);
    return [name, (row) => expression.evaluate(row)];
  }),
);
