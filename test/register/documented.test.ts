import { readFileSync } from "node:fs";
import { join } from "node:path";
import { clients } from "@hookyard/register";
import { describe, expect, test } from "vitest";

const read = (name: string): string => readFileSync(join(import.meta.dirname, "../../docs", name), "utf8");

describe.each(clients)("$provider", (client) => {
  test("stands in docs/register.md with its settings and what its key may", () => {
    const line = read("register.md")
      .split("\n")
      .find((each) => each.startsWith(`| [${client.name}](`));

    expect(line).toContain(client.permissions);
    expect(line).toContain(client.docs);
    for (const { name } of client.settings) expect(line).toContain(`\`${name}\``);
  });
});
