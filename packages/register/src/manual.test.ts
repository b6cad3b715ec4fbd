import { providers } from "@hookyard/core/providers";
import { expect, test } from "vitest";
import { clientFor } from "./clients.ts";
import { manualPage, manualSteps } from "./manual.ts";

const all = Object.values(providers);
/** Their APIs make no endpoints, so they have pages too. */
const forReconcile: readonly string[] = ["coinbase-commerce", "gocardless", "modern-treasury"];

test.each(all)("$id: its API makes the endpoint, or there is a page with its fields", ({ id }) => {
  const client = clientFor(id);

  expect(client === undefined || forReconcile.includes(id)).toBe(manualPage(id) !== undefined);
});

test("each page tells what to enter where, with the values", () => {
  const byHand = all.filter(({ id }) => manualPage(id) !== undefined);

  for (const provider of byHand) {
    const url = `https://hooks.example.com/webhooks/${provider.id}`;
    const { page, fields, secret } = manualSteps({
      provider,
      url,
      types: ["a.type"],
      secretPlace: "Put it into .env",
    });
    expect(page).toMatch(/\w{3}/);
    expect(fields[0]?.value).toBe(url);
    expect(fields.slice(1).map(({ value }) => value)).toEqual(fields.length > 1 ? ["a.type"] : []);
    expect(secret).toMatch(/^.{4,}\. Put it into \.env$/s);
  }
  expect(byHand.length).toBeGreaterThan(50);
});
