import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencyExponent, minorUnits, rescaleMinorUnits } from "./money.ts";

describe("minorUnits", () => {
  test.each([
    ["10.50", "USD", 1050],
    ["10.5", "USD", 1050],
    ["10", "USD", 1000],
    ["0.07", "EUR", 7],
    ["-3.99", "USD", -399],
    ["409.94", "usd", 40994],
    ["1000", "JPY", 1000],
    ["1000.00", "JPY", 1000],
    ["1.234", "KWD", 1234],
    ["1.2340", "KWD", 1234],
    ["0.0001", "CLF", 1],
    ["-0.00", "USD", 0],
    ["1.005", "TND", 1005],
    ["90071992547409.91", "USD", Number.MAX_SAFE_INTEGER],
    [10.1, "USD", 1010],
    [0, "USD", 0],
  ])("reads %s %s as %d", (amount, currency, expected) => {
    expect(minorUnits(amount, currency)).toBe(expected);
  });

  test.each<readonly [unknown, string | undefined, string]>([
    ["10.505", "USD", "a place that dollars do not have"],
    ["10.5", "JPY", "a fraction of a yen"],
    ["90071992547409.92", "USD", "more than 2^53"],
    ["1e3", "USD", "an exponent"],
    ["1,000.00", "USD", "a separator"],
    [" 1.00", "USD", "a space"],
    ["", "USD", "nothing"],
    [".5", "USD", "no digit before the point"],
    [Number.NaN, "USD", "no number"],
    [1e21, "USD", "a number that prints with an exponent"],
    [null, "USD", "null"],
    ["1.00", undefined, "no currency"],
  ])("does not read %s %s: %s", (amount, currency) => {
    expect(minorUnits(amount, currency)).toBeUndefined();
  });

  test("agrees with integer arithmetic for every amount and currency", () => {
    const currencies = fc.constantFrom("USD", "EUR", "JPY", "KRW", "KWD", "TND", "CLF", "ISK", "MGA");
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 12 }), currencies, fc.nat(4), (units, currency, zeros) => {
        const exponent = currencyExponent(currency);
        const digits = String(units).padStart(exponent + 1, "0");
        const whole = digits.slice(0, digits.length - exponent);
        const fraction = `${digits.slice(digits.length - exponent)}${"0".repeat(zeros)}`;

        expect(minorUnits(fraction === "" ? whole : `${whole}.${fraction}`, currency)).toBe(units);
      }),
    );
  });
});

describe("rescaleMinorUnits", () => {
  test.each([
    [1050, 2, "USD", 1050],
    [500, 2, "ISK", 5],
    [5, 0, "MGA", 500],
    [-500, 2, "UGX", -5],
    [1230, 3, "KWD", 1230],
    [0, 2, "ISK", 0],
  ])("%d with %d places in %s is %d", (amount, from, currency, expected) => {
    expect(rescaleMinorUnits(amount, { from, currency })).toBe(expected);
  });

  test.each<readonly [unknown, number, string]>([
    [550, 2, "ISK"],
    [1.5, 2, "USD"],
    ["1050", 2, "USD"],
    [Number.MAX_SAFE_INTEGER, 0, "MGA"],
  ])("refuses %s with %d places in %s", (amount, from, currency) => {
    expect(rescaleMinorUnits(amount, { from, currency })).toBeUndefined();
  });
});
