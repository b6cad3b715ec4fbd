/**
 * An amount that a provider gives in minor units already, as a whole number or as its digits in text. `undefined` when
 * it is anything else, or beyond 2^53.
 */
export function wholeUnits(value: unknown): number | undefined {
  if (typeof value === "string" && !/^-?\d{1,16}$/.test(value)) return undefined;
  if (typeof value !== "string" && typeof value !== "number") return undefined;
  const units = Number(value);
  return Number.isSafeInteger(units) ? units : undefined;
}
