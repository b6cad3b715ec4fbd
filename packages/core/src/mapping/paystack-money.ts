import { currencyExponent, rescaleMinorUnits } from "../domain/money.ts";
import { someText } from "../domain/read.ts";
import { wholeUnits } from "./whole-units.ts";

/**
 * Paystack counts in hundredths whatever the currency: the West African franc, which has none, is multiplied by a
 * hundred too. From third-party code that sends it; Paystack's own page was not read.
 */
const exponents: Readonly<Record<string, number>> = { XOF: 2 };

/** An amount of Paystack's, a whole number or its digits as text, in the domain's minor units. */
export function paystackAmount(value: unknown, currency: unknown): number | undefined {
  const code = someText(currency);
  if (code === undefined) return undefined;
  const from = Object.hasOwn(exponents, code) ? exponents[code] : undefined;
  return rescaleMinorUnits(wholeUnits(value), { from: from ?? currencyExponent(code), currency: code });
}
