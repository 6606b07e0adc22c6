/** What a column may hold for us. */
export const FIELDS = [
  'number',
  'issueDate',
  'dueDate',
  'creditor',
  'creditorCode',
  'debtor',
  'debtorCode',
  'amount',
  'quantity',
  'unitPrice',
  'currency',
  'type',
  'status',
  'reference',
] as const;
/** One of {@link FIELDS}. */
export type Field = (typeof FIELDS)[number];

/** Header names of the date in a list of payments; the same invoice may be paid in several of its rows. */
export const PAYMENT_DATE_NAMES: readonly string[] = names('date of payment, payment date, date paid, paid date, 付款日期, 支付日期');

/** Well-known header names of each field as {@link plainHeader} writes them; where several stand in a file, the first is taken. */
export const HEADER_NAMES: Readonly<Record<Field, readonly string[]>> = {
  number: names(
    'invoice number, invoice no, invoice num, invoice nr, invoice id, invoice, bill number, bill no, document number, ' +
      'document no, doc number, doc no, sap document number, voucher number, voucher no, ' +
      '发票号码, 发票号, 数电票号码, 全电发票号码, 单据编号, 单据号码, 单据号, 应付单号, 应收单号, 凭证号',
  ),
  issueDate: names(
    'invoice date, issue date, date of issue, document date, doc date, bill date, billing date, date, ' +
      '开票日期, 发票日期, 单据日期, 日期',
  ),
  dueDate: names('due date, date due, payment due date, net due date, maturity date, 到期日, 到期日期, 付款到期日, 应付日期'),
  creditor: names(
    'supplier name, supplier, vendor name, vendor, creditor name, creditor, seller name, seller, payee name, payee, ' +
      '供应商名称, 供应商, 销售方名称, 销方名称, 销售方, 卖方, 债权人名称, 债权人, 收款方, 收款单位',
  ),
  creditorCode: [
    ...codeNames('supplier, vendor, creditor, seller', 'uscc, lei, vat number, vat no, vat id, tax number, tax id'),
    ...names('供应商统一社会信用代码, 销售方统一社会信用代码, 销售方纳税人识别号, 销方识别号, 销方税号, 供应商税号'),
    ...codeNames('supplier, vendor, creditor, seller', 'code, id, number, no'),
    ...names('供应商代码, 供应商编码, 供应商编号'),
  ],
  debtor: names(
    'customer name, customer, client name, client, debtor name, debtor, buyer name, buyer, authority name, payer name, payer, ' +
      'bill to, bill to name, 客户名称, 客户, 购买方名称, 购方名称, 购买方, 买方, 债务人名称, 债务人, 付款方, 付款单位, 核心企业',
  ),
  debtorCode: [
    ...codeNames('customer, client, debtor, buyer', 'uscc, lei, vat number, vat no, vat id, tax number, tax id'),
    ...names('客户统一社会信用代码, 购买方统一社会信用代码, 购买方纳税人识别号, 购方识别号, 购方税号, 客户税号'),
    ...codeNames('customer, client, debtor, buyer', 'code, id, number, no'),
    ...names('客户代码, 客户编码, 客户编号'),
  ],
  amount: names(
    '价税合计, 价税合计(元), 含税金额, 发票金额, 应付金额, 应收金额, 总金额, 金额, 金额(元), ' +
      'gross amount, gross, invoice amount, invoice total, invoice value, total amount, amount due, amount, total',
  ),
  quantity: names('quantity, qty, 数量'),
  unitPrice: names('unit price, price, 含税单价, 单价'),
  currency: names('currency, currency code, invoice currency, ccy, 币种, 币别, 货币'),
  type: names('document type, doc type, invoice type, type, 单据类型, 发票类型, 类型'),
  status: names('invoice status, document status, status, 发票状态, 单据状态, 状态'),
  reference: names(
    'original invoice number, original invoice no, original invoice, credited invoice, invoice reference, ' +
      'reference, 原发票号码, 原发票号, 对应发票号码, 关联发票号码, 蓝字发票号码',
  ),
};

/** A header name as it is compared: letters and digits only, lower case, fullwidth forms made plain. */
export function plainHeader(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function codeNames(companies: string, codes: string): readonly string[] {
  return names(codes).flatMap((code) => names(companies).map((company) => company + code));
}

function names(list: string): readonly string[] {
  return list.split(', ').map(plainHeader);
}
