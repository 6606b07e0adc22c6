/** Decimal digits of each currency's minor unit, from the contracts (ISO 4217). */
declare const __CURRENCY_EXPONENTS__: Readonly<Record<string, number>>;
