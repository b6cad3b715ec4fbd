import { currencyExponent, rescaleMinorUnits } from "../domain/money.ts";
import { fields, someText } from "../domain/read.ts";

/**
 * Where Adyen's minor units are not ISO 4217's.
 * @see https://docs.adyen.com/development-resources/currency-codes/
 */
const exponents: Readonly<Record<string, number>> = { CLP: 2, ISK: 2, CVE: 0, IDR: 0 };

/** An amount of Adyen's, `{ value, currency }`, as the domain has it. */
export function adyenMoney(money: unknown): {
  readonly amount: number | undefined;
  readonly currency: string | undefined;
} {
  const { value, currency } = fields(money);
  const code = someText(currency);
  if (code === undefined) return { amount: undefined, currency: undefined };
  const from = Object.hasOwn(exponents, code) ? exponents[code] : undefined;
  const amount = rescaleMinorUnits(value, { from: from ?? currencyExponent(code), currency: code });
  return { amount, currency: code };
}
