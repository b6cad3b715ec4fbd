import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Provider } from "@hookyard/core/provider";
import { providers } from "@hookyard/core/providers";
import { clientFor, clients, type ProviderClient } from "@hookyard/register";
import { manualPage } from "@hookyard/register/manual";
import { describe, expect, test } from "vitest";

const read = (name: string): readonly string[] =>
  readFileSync(join(import.meta.dirname, "../../docs", name), "utf8").split("\n");
const registerLines = read("register.md");
const reconcileLines = read("reconcile.md");
const cells = (line: string): readonly string[] =>
  line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
const secretWords: Readonly<Record<ProviderClient["secret"]["kind"], string>> = {
  chosen: "ours, sent along",
  given: "theirs, read from the API",
  account: "by hand",
  none: "none",
};
const all: readonly Provider[] = Object.values(providers);

test.each(clients)("$provider stands in docs/register.md: settings, secret, what its key may", (client) => {
  const rows = registerLines.filter((line) => line.startsWith(`| [${client.name}](${client.docs})`));

  const settings = client.settings.map(({ name, isRequired }) => `\`${name}\`${isRequired ? "" : "?"}`);
  expect(rows.map(cells)).toEqual([
    [
      `[${client.name}](${client.docs})`,
      settings.length === 0 ? "none" : settings.join(", "),
      secretWords[client.secret.kind],
      client.permissions,
    ],
  ]);
});

test.each(all.filter(({ id }) => manualPage(id) !== undefined))(
  "$id stands in docs/register.md with its page and fields",
  ({ id, name, docs }) => {
    const page = manualPage(id);

    const rows = registerLines
      .map(cells)
      .filter((row) => row.length === 5 && row[0] === `[${name}](${docs})`);

    expect(rows).toEqual([
      [`[${name}](${docs})`, page?.page, page?.urlField, page?.typesField ?? "none: all come", page?.secret],
    ]);
  },
);

describe("docs/reconcile.md", () => {
  const recorded = all.filter(({ record }) => record !== undefined);
  const rows = reconcileLines.map(cells).filter((row) => row.length === 6);

  test.each(recorded)(
    "says of $name how far back it is asked, and whether the missing is brought in",
    (one) => {
      const row = rows.find(([name]) => name === one.name);

      expect(row?.[2]).toMatch(new RegExp(`^${one.record?.days} days`));
      expect(row?.[3]).toBe(one.record?.hasPayloads === true ? "yes" : "no");
      expect(row?.[5]).toMatch(/\w/);
    },
  );

  test("names nobody else", () => {
    const named = rows.map(([name]) => name).filter((name) => name !== "provider" && name !== "---");

    expect(new Set(named)).toEqual(new Set(recorded.map(({ name }) => name)));
    expect(named).toHaveLength(recorded.length);
  });

  test.each(recorded)("says of $name whether it sends again", ({ id, name, record }) => {
    const settings = Object.fromEntries(
      (record?.settings ?? []).slice(0, 1).map((each) => [each, "acme/shop"]),
    );
    const canRedeliver =
      clientFor(id)
        ?.open({
          source: "mine",
          key: "AC1:secret",
          settings: { ...settings, ...(id === "shopify" && { shop: "acme.myshopify.com" }), ...hosts },
          fetch: () => Promise.reject(new TypeError("nothing is asked")),
          now: () => new Date(0),
          wait: async () => undefined,
          signal: new AbortController().signal,
        })
        .deliveries?.("1").redeliver !== undefined;

    expect(rows.find(([each]) => each === name)?.[4]).toBe(canRedeliver ? "yes" : "no");
  });
});

/** Of those that check their form. */
const hosts = {
  domain: "acme.example.com",
  site: "acme",
  subdomain: "acme",
  repository: "acme/shop",
  context: "team",
  host: "eu.docusign.net",
};
