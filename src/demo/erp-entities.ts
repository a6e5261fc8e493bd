import type { ErpAddress, ErpCreditAccount, ErpOrder, ErpOrderLine, ErpPartner, ErpPhone } from './demo-world.ts';
import type { ODataEntity } from './odata-entity.ts';
import { withoutAccents } from './spelling.ts';

const SEARCH_TERM_LENGTH = 20;
const TIME_ZONES: Readonly<Record<string, string>> = { CN: 'UTC+8', JP: 'JAPAN', GB: 'GMTUK', US: 'CST' };

/** `/Date(ms)/` of a day, or null. */
function toODataDate(day: string | undefined): string | null {
  return day === undefined ? null : `/Date(${Date.parse(day)})/`;
}

export function toPartnerEntity(partner: ErpPartner): ODataEntity {
  const isPerson = partner.kind === 'person';
  const path = `A_BusinessPartner('${partner.number}')`;
  return {
    path,
    type: 'API_BUSINESS_PARTNER.A_BusinessPartnerType',
    fields: {
      BusinessPartner: partner.number,
      Customer: partner.number,
      Supplier: '',
      BusinessPartnerCategory: isPerson ? '1' : '2',
      BusinessPartnerFullName: partner.name,
      BusinessPartnerGrouping: isPerson ? 'BP01' : 'BP02',
      BusinessPartnerName: partner.name,
      BusinessPartnerUUID: partner.uuid,
      CorrespondenceLanguage: partner.language,
      CreationDate: toODataDate(partner.createdOn),
      CreationTime: 'PT08H30M00S',
      FirstName: partner.givenName,
      FormOfAddress: isPerson ? '' : '0003',
      Industry: partner.industry,
      IsNaturalPerson: isPerson ? 'X' : '',
      LastChangeDate: toODataDate(partner.changedOn),
      LastChangeTime: 'PT11H05M00S',
      LastName: partner.familyName,
      LegalForm: '',
      MiddleName: '',
      BirthDate: toODataDate(partner.birthDate),
      NameCountry: partner.address.country,
      OrganizationBPName1: isPerson ? '' : partner.name,
      OrganizationBPName2: partner.name2,
      SearchTerm1: withoutAccents(partner.name, 'german').toUpperCase().slice(0, SEARCH_TERM_LENGTH),
      SearchTerm2: '',
      BusinessPartnerIsBlocked: partner.blocked,
      IsMarkedForArchiving: false,
      TradingPartner: '',
    },
    navigations: {
      to_BusinessPartnerAddress: [toAddressEntity(partner)],
      to_BusinessPartnerTax: partner.taxNumbers.map(({ type, value }) => ({
        path: `A_BusinessPartnerTaxNumber(BusinessPartner='${partner.number}',BPTaxType='${type}')`,
        type: 'API_BUSINESS_PARTNER.A_BusinessPartnerTaxNumberType',
        fields: { BusinessPartner: partner.number, BPTaxType: type, BPTaxNumber: value, BPTaxLongNumber: '' },
        navigations: {},
      })),
    },
  };
}

function toAddressEntity({ number, name, language, address }: ErpPartner): ODataEntity {
  return {
    path: `A_BusinessPartnerAddress(BusinessPartner='${number}',AddressID='${address.id}')`,
    type: 'API_BUSINESS_PARTNER.A_BusinessPartnerAddressType',
    fields: {
      BusinessPartner: number,
      AddressID: address.id,
      AddressTimeZone: TIME_ZONES[address.country] ?? 'CET',
      CityName: address.city,
      Country: address.country,
      District: '',
      FullName: name,
      HouseNumber: address.houseNumber,
      Language: language,
      POBox: '',
      PostalCode: address.postalCode,
      PrfrdCommMediumType: address.emails.length > 0 ? 'INT' : '',
      Region: address.region,
      StreetName: address.street,
    },
    navigations: {
      to_EmailAddress: address.emails.map((email, index) => toEmailEntity(address, email, index)),
      to_FaxNumber: phonesOf(address, 'fax'),
      to_MobilePhoneNumber: phonesOf(address, 'mobile'),
      to_PhoneNumber: phonesOf(address, 'fixed'),
    },
  };
}

function toEmailEntity(address: ErpAddress, email: string, index: number): ODataEntity {
  return {
    path: `A_AddressEmailAddress(AddressID='${address.id}',Person='',OrdinalNumber='${index + 1}')`,
    type: 'API_BUSINESS_PARTNER.A_AddressEmailAddressType',
    fields: {
      AddressID: address.id,
      Person: '',
      OrdinalNumber: String(index + 1),
      IsDefaultEmailAddress: index === 0,
      EmailAddress: email,
      SearchEmailAddress: email.toUpperCase().slice(0, SEARCH_TERM_LENGTH),
    },
    navigations: {},
  };
}

function phonesOf(address: ErpAddress, kind: ErpPhone['kind']): ODataEntity[] {
  return address.phones
    .filter((phone) => phone.kind === kind)
    .map((phone, index) =>
      kind === 'fax' ? toFaxEntity(address, phone, index) : toPhoneEntity(address, phone, index),
    );
}

function toPhoneEntity(address: ErpAddress, phone: ErpPhone, index: number): ODataEntity {
  return {
    path: `A_AddressPhoneNumber(AddressID='${address.id}',Person='',OrdinalNumber='${index + 1}')`,
    type: 'API_BUSINESS_PARTNER.A_AddressPhoneNumberType',
    fields: {
      AddressID: address.id,
      Person: '',
      OrdinalNumber: String(index + 1),
      DestinationLocationCountry: address.country,
      IsDefaultPhoneNumber: index === 0,
      PhoneNumber: phone.number,
      PhoneNumberExtension: '',
      InternationalPhoneNumber: phone.international,
      PhoneNumberType: phone.kind === 'mobile' ? '3' : '1',
    },
    navigations: {},
  };
}

function toFaxEntity(address: ErpAddress, fax: ErpPhone, index: number): ODataEntity {
  return {
    path: `A_AddressFaxNumber(AddressID='${address.id}',Person='',OrdinalNumber='${index + 1}')`,
    type: 'API_BUSINESS_PARTNER.A_AddressFaxNumberType',
    fields: {
      AddressID: address.id,
      Person: '',
      OrdinalNumber: String(index + 1),
      IsDefaultFaxNumber: index === 0,
      FaxCountry: address.country,
      FaxNumber: fax.number,
      FaxNumberExtension: '',
      InternationalFaxNumber: fax.international,
    },
    navigations: {},
  };
}

export function toOrderEntity(order: ErpOrder): ODataEntity {
  return {
    path: `A_SalesOrder('${order.number}')`,
    type: 'API_SALES_ORDER_SRV.A_SalesOrderType',
    fields: {
      SalesOrder: order.number,
      SalesOrderType: 'OR',
      SalesOrganization: '1010',
      DistributionChannel: '10',
      OrganizationDivision: '00',
      SoldToParty: order.customerNumber,
      CreationDate: toODataDate(order.orderedOn),
      LastChangeDate: toODataDate(order.changedOn),
      LastChangeDateTime: `/Date(${Date.parse(order.changedOn) + 33_000_000}+0000)/`,
      PurchaseOrderByCustomer: order.purchaseOrder,
      SalesOrderDate: toODataDate(order.orderedOn),
      TotalNetAmount: order.netAmount,
      TransactionCurrency: order.currency,
      RequestedDeliveryDate: toODataDate(order.requestedOn),
      ShippingCondition: '01',
      HeaderBillingBlockReason: '',
      DeliveryBlockReason: order.deliveryBlock,
      CustomerPaymentTerms: 'NT30',
      OverallSDProcessStatus: order.processStatus,
      OverallTotalDeliveryStatus: order.deliveryStatus,
      OverallSDDocumentRejectionSts: order.rejectionStatus,
      TotalCreditCheckStatus: order.creditStatus,
    },
    navigations: { to_Item: order.lines.map((line) => toItemEntity(order, line)) },
  };
}

function toItemEntity(order: ErpOrder, line: ErpOrderLine): ODataEntity {
  return {
    path: `A_SalesOrderItem(SalesOrder='${order.number}',SalesOrderItem='${line.item}')`,
    type: 'API_SALES_ORDER_SRV.A_SalesOrderItemType',
    fields: {
      SalesOrder: order.number,
      SalesOrderItem: line.item,
      SalesOrderItemCategory: 'TAN',
      SalesOrderItemText: line.text,
      Material: line.material,
      RequestedQuantity: line.quantity,
      RequestedQuantityUnit: line.unit,
      TransactionCurrency: order.currency,
      NetAmount: line.netAmount,
      MaterialGroup: line.group,
      ProductionPlant: '1010',
      StorageLocation: '0001',
      SalesDocumentRjcnReason: order.rejectionStatus === 'C' ? '50' : '',
      SDProcessStatus: order.processStatus,
      DeliveryStatus: order.deliveryStatus,
    },
    navigations: { to_PricingElement: toPricingEntities(order, line) },
  };
}

function toPricingEntities(order: ErpOrder, line: ErpOrderLine): ODataEntity[] {
  const price = { type: 'PR00', step: '11', calculation: 'C', rate: line.unitPrice, currency: order.currency };
  const discount = { type: 'K007', step: '101', calculation: 'A', rate: `-${line.discountPercent}`, currency: '' };
  return (line.discountPercent === '0' ? [price] : [price, discount]).map((element) => ({
    path: `A_SalesOrderItemPrElement(SalesOrder='${order.number}',SalesOrderItem='${line.item}',PricingProcedureStep='${element.step}',PricingProcedureCounter='1')`,
    type: 'API_SALES_ORDER_SRV.A_SalesOrderItemPrElementType',
    fields: {
      SalesOrder: order.number,
      SalesOrderItem: line.item,
      PricingProcedureStep: element.step,
      PricingProcedureCounter: '1',
      ConditionType: element.type,
      ConditionCalculationType: element.calculation,
      ConditionRateValue: element.rate,
      ConditionCurrency: element.currency,
      ConditionQuantity: element.type === 'PR00' ? '1' : '0',
      ConditionQuantityUnit: element.type === 'PR00' ? line.unit : '',
      TransactionCurrency: order.currency,
    },
    navigations: {},
  }));
}

export function toCreditEntity(account: ErpCreditAccount): ODataEntity {
  return {
    path: `A_CreditAccount(BusinessPartner='${account.customerNumber}',CreditSegment='0000')`,
    type: 'Z_CREDIT_ACCOUNT_SRV.A_CreditAccountType',
    fields: {
      BusinessPartner: account.customerNumber,
      CreditSegment: '0000',
      CreditSegmentCurrency: account.currency,
      CreditLimitAmount: account.limit,
      CreditExposureAmount: account.exposure,
      CreditAccountIsBlocked: account.blocked,
      CreditAccountBlockReason: account.blocked ? '01' : '',
      CreditRiskClass: account.riskClass,
      CreditLimitValidityEndDate: toODataDate(account.validUntil),
      LastChangeDate: toODataDate(account.changedOn),
    },
    navigations: {},
  };
}
