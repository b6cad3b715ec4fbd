import { expect, test } from "vitest";
import { standardWebhooksMapping } from "../../mapping/standard-webhooks.ts";
import { defineMapping, row } from "../mapping.ts";
import { describeCatalog } from "./catalog-description.ts";
import { producersOf, speaksOurWords } from "./producer.ts";

const acme = {
  id: "acme",
  name: "Acme",
  domain: defineMapping({
    a: row("file.created", () => ({ fileId: "1" })),
    b: [
      row("file.created", () => ({ fileId: "1" }), { when: () => false }),
      row("file.created", () => ({ fileId: "1" })),
      row("file.updated", () => ({ fileId: "1" })),
    ],
  }),
};
const own = { id: "standard-webhooks", name: "Standard Webhooks", domain: standardWebhooksMapping };

test("producersOf lists the provider's types that can become ours, each once", () => {
  const producers = producersOf([{ ...acme, id: "beta", name: "beta" }, acme]);

  expect(producers.get("file.created")).toEqual([
    { provider: "acme", name: "Acme", types: ["a", "b"] },
    { provider: "beta", name: "beta", types: ["a", "b"] },
  ]);
  expect(producers.get("file.updated")?.map(({ types }) => types)).toEqual([["b"], ["b"]]);
  expect(producers.get("payment.succeeded")).toEqual([]);
});

test("a row of a type that is not in the catalog is nobody's", () => {
  const stray = { ...acme, domain: { a: { type: "file.painted", data: () => ({}) } } };

  expect([...producersOf([stray]).values()].flat()).toEqual([]);
});

test("speaksOurWords tells who can give every type", () => {
  expect(speaksOurWords(own)).toBe(true);
  expect(speaksOurWords(acme)).toBe(false);
});

test("describeCatalog keeps them apart", () => {
  const { families, speakers } = describeCatalog([own, acme]);

  expect(speakers.map(({ id }) => id)).toEqual(["standard-webhooks"]);
  expect(
    families.flatMap(({ types }) =>
      types.flatMap(({ producers }) => producers.map(({ provider }) => provider)),
    ),
  ).toEqual(["acme", "acme"]);
});

test("describeCatalog leaves out families that nothing is wanted of", () => {
  const { families } = describeCatalog([], (type) => type.startsWith("refund."));

  expect(families.map(({ name, types }) => [name, types.length])).toEqual([["refund", 4]]);
});
