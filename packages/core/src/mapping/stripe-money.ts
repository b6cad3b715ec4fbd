import { currencyExponent, rescaleMinorUnits } from "../domain/money.ts";
import { upperCase } from "../domain/read.ts";

/**
 * Where Stripe's minor units are not ISO 4217's. The króna and the Ugandan shilling have lost their decimals and are
 * still written with two, always `00`; the ariary has none here and two by ISO. The forint and the Taiwan dollar are
 * whole in payouts, but written with their two places like any other, so they need nothing.
 * @see https://docs.stripe.com/currencies#special-cases
 */
const exponents: Readonly<Record<string, number>> = { ISK: 2, UGX: 2, MGA: 0 };

/** An amount of Stripe's and its currency, both as the domain has them. */
export function stripeMoney(
  amount: unknown,
  currency: unknown,
): { readonly amount: number | undefined; readonly currency: string | undefined } {
  const code = upperCase(currency);
  if (code === undefined) return { amount: undefined, currency: undefined };
  const from = exponents[code] ?? currencyExponent(code);
  return { amount: rescaleMinorUnits(amount, { from, currency: code }), currency: code };
}
