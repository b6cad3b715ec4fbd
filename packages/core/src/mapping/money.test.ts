import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { normalise } from "../domain/normalise.ts";
import type { Json } from "../event.ts";
import type { Provider } from "../provider.ts";
import { providers } from "../providers.ts";
import { type Form, type Place, places } from "../testing/money-places.ts";

/** Providers whose events name no amount, or none with its currency, or come in the domain's own words. */
const withoutAmounts = ["cloudevents", "standard-webhooks", "svix"];

const money: readonly (readonly [string, number, string])[] = [
  ["EUR", 1050, "10.50"],
  ["USD", 7, "0.07"],
  ["JPY", 1050, "1050"],
  ["KRW", 12_000, "12000"],
  ["KWD", 10_505, "10.505"],
  ["BHD", 1050, "1.050"],
];

/** Amounts that are not whole in the currency's smallest unit: nothing is rounded in silence. */
const broken: Readonly<Record<Form, readonly (readonly [string, Json])[]>> = {
  "minor number": [
    ["EUR", 10.5],
    ["JPY", "ten"],
    ["KWD", null],
  ],
  "minor text": [
    ["EUR", "10.50"],
    ["JPY", ""],
    ["KWD", "1e3"],
  ],
  "major number": [
    ["EUR", 10.505],
    ["JPY", 10.5],
    ["KWD", 1.0505],
  ],
  "major text": [
    ["EUR", "10.505"],
    ["JPY", "10.5"],
    ["KWD", "1.0505"],
    ["EUR", "1,050.00"],
    ["EUR", ""],
  ],
};

const named = places.map((place) => [place.provider, place.type, place.field ?? "amount", place] as const);

describe.each(named)("%s %s %s", (_provider, _type, field, place) => {
  test.each(money)("in %s is %i minor units", (currency, minor, major) => {
    const fields = fieldsOf(place, written(place.form, minor, major), currency);

    expect(fields).toMatchObject({ [field]: minor, currency });
  });

  test.each(broken[place.form])("in %s is not guessed from %j", (currency, amount) => {
    expect(fieldsOf(place, amount, currency)).not.toHaveProperty(field);
  });
});

describe("where a provider counts in its own way", () => {
  const at = (provider: Place["provider"], type: string): Place => {
    const place = places.find((one) => one.provider === provider && one.type === type);
    if (place === undefined) throw new Error(`${provider} ${type} is not in the table`);
    return place;
  };

  test.each([
    ["stripe", "payment_intent.created", "ISK", 105_000, 1050],
    ["stripe", "payment_intent.created", "UGX", 105_000, 1050],
    ["stripe", "payment_intent.created", "MGA", 1050, 105_000],
    ["adyen", "AUTHORISATION", "CLP", 105_000, 1050],
    ["adyen", "AUTHORISATION", "IDR", 1050, 105_000],
    ["adyen-platform", "balancePlatform.transfer.updated", "ISK", 105_000, 1050],
    ["adyen-platform", "balancePlatform.transfer.updated", "CVE", 1050, 105_000],
    ["paystack", "charge.success", "XOF", 105_000, 1050],
    ["paystack", "transfer.success", "XOF", 105_000, 1050],
  ] as const)("%s %s in %s: %i is %i", (provider, type, currency, sent, minor) => {
    expect(fieldsOf(at(provider, type), sent, currency)).toMatchObject({ amount: minor, currency });
  });

  test.each([
    ["stripe", "payment_intent.created", "ISK", 105_001],
    ["adyen-platform", "balancePlatform.transfer.updated", "CLP", 105_001],
    ["paystack", "charge.success", "XOF", 105_001],
  ] as const)(
    "%s %s in %s: %i has a part that the currency has not, and is left out",
    (provider, type, currency, sent) => {
      expect(fieldsOf(at(provider, type), sent, currency)).not.toHaveProperty("amount");
    },
  );
});

test("every mapping that reads an amount is in the table", () => {
  const folder = new URL("./", import.meta.url);
  const files = readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const ids = Object.keys(providers);
  const readers = files
    .filter((name) => /(?:[aA]mount|fee):|oney\(/.test(readFileSync(new URL(name, folder), "utf8")))
    .map((name) => name.slice(0, -".ts".length))
    .flatMap(
      (name) => ids.filter((id) => name === id || name.startsWith(`${id}-`)).toSorted(longestFirst)[0] ?? [],
    );

  const covered = new Set<string>([...places.map(({ provider }) => provider), ...withoutAmounts]);

  expect(readers.filter((id) => !covered.has(id))).toEqual([]);
});

function longestFirst(one: string, other: string): number {
  return other.length - one.length;
}

function written(form: Form, minor: number, major: string): Json {
  switch (form) {
    case "minor number":
      return minor;
    case "minor text":
      return String(minor);
    case "major number":
      return Number(major);
    case "major text":
      return major;
  }
}

function fieldsOf(place: Place, amount: Json, currency: string): Readonly<Record<string, unknown>> {
  const provider: Provider = providers[place.provider];
  const payload = place.payload(amount, currency);
  const identity = { id: "1", type: place.type, time: undefined };
  return normalise(provider, { payload, identity, header: () => undefined }).fields;
}
