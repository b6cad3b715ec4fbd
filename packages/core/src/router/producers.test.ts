import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { DomainMapping } from "../domain/mapping.ts";
import { families, familiesOf } from "./families.ts";
import { whoCouldGive } from "./producers.ts";
import { producersByFamily } from "./producers-by-family.ts";

const folder = new URL("../mapping/", import.meta.url);

/** Every mapping there is, by its provider's id: the file's name. */
const mappings: [string, DomainMapping][] = [];
for (const file of readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))) {
  const module: Record<string, unknown> = await import(new URL(file, folder).href);
  const mapping = Object.entries(module).find(([name]) => name.endsWith("Mapping"))?.[1];
  // safe: exports with this name are mappings
  if (mapping !== undefined) mappings.push([file.replace(".ts", ""), mapping as DomainMapping]);
}

describe("producersByFamily, as `npm run generate` wrote it", () => {
  test.each(families())("says who gives %s", (family) => {
    const producers = mappings
      .filter(([, mapping]) => familiesOf(mapping).includes(family))
      .map(([id]) => id);

    expect(producersByFamily[family]).toEqual(producers.sort());
  });

  test("names no family that is not in the catalog", () => {
    expect(Object.keys(producersByFamily).sort()).toEqual([...families()].sort());
  });
});

test("a message names some and counts the others", () => {
  expect(whoCouldGive("payment")).toMatch(/^Could come from: (\S+, ){8}\d+ others, standard-webhooks\. /);
  expect(whoCouldGive("nothing")).toMatch(/^Could come from: standard-webhooks\. /);
});
