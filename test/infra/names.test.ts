import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { consumerName, pascalCase, resourceName, secretName } from "../../infra/names.ts";
import { secretVariable } from "@hookyard/core/secret-variable";
import { readSecrets } from "../../packages/functions/src/deployment.ts";

describe("the names of components", () => {
  test.each([
    ["stripe", "Stripe"],
    ["fulfil-order", "FulfilOrder"],
    ["eu-2-shop", "Eu2Shop"],
    ["a--b-", "AB"],
  ])("%s is %s", (name, expected) => {
    expect(pascalCase(name)).toBe(expected);
  });

  test("are such as SST takes for secrets", () => {
    expect(secretName("github-acme")).toMatch(/^[A-Z][A-Za-z0-9]*$/);
    expect(consumerName("fulfil-order")).toBe("FulfilOrderConsumer");
  });

  test("the variable of a secret is the one that the function reads", () => {
    expect(readSecrets({ [secretVariable("github-acme")]: "new, old" }, "github-acme")).toEqual([
      "new",
      "old",
    ]);
  });
});

describe("the names of resources that SST does not name", () => {
  beforeEach(() => void vi.stubGlobal("$app", { name: "hookyard", stage: "production" }));
  afterEach(() => void vi.unstubAllGlobals());

  test("tell the app and the stage", () => {
    expect(resourceName("FulfilOrderConsumerRule", 64)).toBe("hookyard-production-FulfilOrderConsumerRule");
  });

  test("stay within what AWS takes, and apart from each other", () => {
    const one = resourceName(`${"a".repeat(80)}1`, 64);
    const other = resourceName(`${"a".repeat(80)}2`, 64);

    expect([one.length, other.length]).toEqual([64, 64]);
    expect(one).not.toBe(other);
    expect(resourceName(`${"a".repeat(80)}1`, 64)).toBe(one);
  });
});
