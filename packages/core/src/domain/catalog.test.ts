import { describe, expect, test } from "vitest";
import { catalog, dataSchemaOf, domainTypes, isDomainType } from "./catalog.ts";
import { typeWords } from "./describe/words.ts";
import { fieldPaths, fieldTree } from "./field-tree.ts";

describe("catalog", () => {
  test.each(domainTypes)("%s is written as entity.verb_past and described in a sentence", (type) => {
    expect(type).toMatch(/^[a-z]+(?:_[a-z]+)*\.[a-z]+(?:_[a-z]+)*$/);
    expect(typeWords(type)).toMatch(/^[A-Z].*\.$/);
    expect(catalog[type].version).toBeGreaterThanOrEqual(1);
  });

  test.each(domainTypes)(
    "%s leaves the names that the event adds alone, and names its entity first",
    (type) => {
      const names = Object.keys(catalog[type].schema.entries);

      expect(names).not.toContain("original");
      expect(names).not.toContain("mismatch");
      expect(names[0]).toMatch(/Id$|^repository$/);
    },
  );

  test.each(domainTypes)("%s is validated without a promise, and a refusal quotes nothing", (type) => {
    const secret = "a-value-of-the-payload";
    const entries = Object.fromEntries(
      Object.keys(catalog[type].schema.entries).map((name) => [name, { secret }]),
    );
    const result = catalog[type].schema["~standard"].validate(entries);

    expect(result).not.toBeInstanceOf(Promise);
    expect(JSON.stringify("issues" in result && result.issues?.map((issue) => issue.message))).not.toContain(
      secret,
    );
  });

  test("names the schema with its version", () => {
    expect(dataSchemaOf("payment.succeeded")).toBe("hookyard:payment.succeeded:1");
  });

  test("does not take an object's own words for types", () => {
    expect(isDomainType("constructor")).toBe(false);
    expect(isDomainType("__proto__")).toBe(false);
  });
});

describe("fieldTree", () => {
  test("lists the fields with those inside", () => {
    const tree = fieldTree(catalog["order.created"].schema);

    expect(fieldPaths(tree)).toContain("items.sku");
    expect(tree["items"]).toMatchObject({ isList: true, isOptional: false, kind: "object" });
    expect(tree["customerId"]).toMatchObject({ isOptional: true, kind: "string" });
  });

  test("knows where any key may be", () => {
    const tree = fieldTree(catalog["payment.succeeded"].schema);

    expect(tree["metadata"]?.isOpen).toBe(true);
    expect(tree["amount"]?.isOpen).toBe(false);
  });
});
