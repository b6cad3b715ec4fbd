import { domainTypes } from "@hookyard/core";
import { describe, expect, test } from "vitest";
import { createTestIo } from "../testing/test-io.ts";

test("one line a type, with what it means and who gives it", async () => {
  const { run, out } = createTestIo();

  expect(await run("catalog")).toBe(0);

  const lines = out().split("\n");
  expect(lines[0]).toMatch(/^TYPE +WHEN +FROM$/);
  expect(lines.slice(1, 1 + domainTypes.length).map((line) => line.split(" ")[0])).toEqual(domainTypes);
  expect(lines.find((line) => line.startsWith("customer.created "))).toMatch(/ {2}.*\bshopify\b.*\bstripe\b/);
});

test("of one type, its fields and where it comes from", async () => {
  const { run, out } = createTestIo();

  expect(await run("catalog", "release.unpublished")).toBe(0);

  expect(out()).toContain(
    "release.unpublished hookyard:release.unpublished:1\nA release became a draft again.\n",
  );
  expect(out()).toMatch(/^releaseId +id +always$/m);
  expect(out()).toMatch(/^prerelease +true or false +where known$/m);
  expect(out()).toMatch(/^GitHub +release\.unpublished$/m);
  expect(out()).toMatch(/^Standard Webhooks +release\.unpublished$/m);
});

test.each(["refund", "refund.*"])("%s is the family", async (word) => {
  const { run, out } = createTestIo();

  await run("catalog", word, "--json");

  const { types } = JSON.parse(out()) as { readonly types: readonly { readonly type: string }[] };
  expect(types.map(({ type }) => type)).toEqual([
    "refund.created",
    "refund.updated",
    "refund.succeeded",
    "refund.failed",
  ]);
});

describe("--format", () => {
  test("json, which --json means too", async () => {
    const [short, long] = [createTestIo(), createTestIo()];

    await short.run("catalog", "--json");
    await long.run("catalog", "--format", "json");

    expect(short.out()).toBe(long.out());
    expect(JSON.parse(short.out())).toMatchObject({
      speakers: expect.arrayContaining(["standard-webhooks"]),
      types: expect.arrayContaining([
        expect.objectContaining({
          type: "payment.succeeded",
          version: 1,
          schema: expect.objectContaining({ required: ["paymentId", "amount", "currency", "original"] }),
        }),
      ]),
    });
  });

  test("asyncapi, with --json or without", async () => {
    const [short, long] = [createTestIo(), createTestIo()];

    await short.run("catalog", "--format", "asyncapi");
    await long.run("catalog", "--format", "asyncapi", "--json");

    expect(short.out()).toBe(long.out());
    expect(JSON.parse(short.out())).toMatchObject({ asyncapi: "3.0.0" });
  });

  test("markdown", async () => {
    const { run, out } = createTestIo();

    await run("catalog", "--format", "markdown");

    expect(out()).toContain("\n# Events\n");
    expect(out()).toContain("\n| `payment.succeeded` | The money was taken;");
  });

  test.each(["markdown", "table"])("%s is not what --json asks for", async (format) => {
    const { run, out, err } = createTestIo();

    expect(await run("catalog", "--format", format, "--json")).toBe(2);

    expect(out()).toBe("");
    expect(JSON.parse(err())).toMatchObject({ error: { code: "usage_invalid" } });
  });

  test("no other", async () => {
    const { run, err } = createTestIo();

    expect(await run("catalog", "--format", "yaml")).toBe(2);
    expect(err()).toContain("table, markdown, json, asyncapi");
  });
});

test("a type that is none is told, with the one that was meant", async () => {
  const { run, err } = createTestIo();

  expect(await run("catalog", "payment.suceeded")).toBe(2);

  expect(err()).toContain('There is no domain event "payment.suceeded". Did you mean "payment.succeeded"?');
});
