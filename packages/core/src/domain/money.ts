/**
 * Decimal places of the currencies that do not have two.
 * @see https://www.six-group.com/en/products-services/financial-information/data-standards.html ISO 4217, list one
 */
const exponents: ReadonlyMap<string, number> = new Map([
  ..."BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
    .split(" ")
    .map((code) => [code, 0] as const),
  ..."BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3] as const),
  ["CLF", 4],
  ["UYW", 4],
]);

/** How many decimal places a currency has by ISO 4217: 2 where the table does not say otherwise. */
export function currencyExponent(currency: string): number {
  return exponents.get(currency) ?? 2;
}

const decimal = /^(-?)(\d{1,16})(?:\.(\d{1,32}))?$/;

/**
 * The integer minor units of a decimal amount, `"10.5"` USD → 1050, found in the text without floating point. A number
 * is read as the text that JSON prints for it.
 *
 * `undefined` when it is no plain decimal, when it has places that the currency has not (nothing is rounded in
 * silence), or when the result is beyond 2^53.
 */
export function minorUnits(amount: unknown, currency: unknown): number | undefined {
  if (typeof currency !== "string") return undefined;
  if (typeof amount !== "string" && typeof amount !== "number") return undefined;
  const match = decimal.exec(String(amount));
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = ""] = match;

  const exponent = currencyExponent(currency.toUpperCase());
  const kept = fraction.slice(0, exponent).padEnd(exponent, "0");
  if (/[1-9]/.test(fraction.slice(exponent))) return undefined;
  return safe(Number(`${whole}${kept}`), sign === "-");
}

/**
 * Minor units by ISO 4217 from minor units by a provider that counts some currencies with another number of decimal
 * places. `undefined` when it is no safe integer, or does not come out even.
 */
export function rescaleMinorUnits(
  amount: unknown,
  { from, currency }: { readonly from: number; readonly currency: string },
): number | undefined {
  if (!Number.isSafeInteger(amount)) return undefined;
  // safe: isSafeInteger is true of numbers only
  const units = amount as number;
  const places = currencyExponent(currency) - from;
  if (places === 0) return units;
  if (places > 0) return safe(Math.abs(units) * 10 ** places, units < 0);
  const divisor = 10 ** -places;
  return units % divisor === 0 ? safe(Math.abs(units) / divisor, units < 0) : undefined;
}

function safe(units: number, isNegative: boolean): number | undefined {
  if (!Number.isSafeInteger(units)) return undefined;
  return isNegative && units !== 0 ? -units : units;
}
