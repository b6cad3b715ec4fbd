import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { DomainMapping, DomainRow } from "../domain/mapping.ts";
import { families, familyOf, producersByFamily } from "./producers.ts";

const folder = new URL("../mapping/", import.meta.url);

/** Every mapping there is, by its provider's id: the file's name. */
const mappings: [string, DomainMapping][] = [];
for (const file of readdirSync(folder).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))) {
  const module: Record<string, unknown> = await import(new URL(file, folder).href);
  const mapping = Object.entries(module).find(([name]) => name.endsWith("Mapping"))?.[1];
  // safe: exports with this name are mappings
  if (mapping !== undefined) mappings.push([file.replace(".ts", ""), mapping as DomainMapping]);
}

function familiesOf(mapping: DomainMapping): readonly string[] {
  const rows: DomainRow[] = Object.values(mapping).flatMap((row) => ("data" in row ? [row] : [...row]));
  return rows.map(({ type }) => familyOf(type));
}

describe("producersByFamily", () => {
  test.each(families())("says who gives %s", (family) => {
    const producers = mappings
      .filter(([id, mapping]) => id !== "standard-webhooks" && familiesOf(mapping).includes(family))
      .map(([id]) => id);

    expect(producersByFamily[family]).toEqual(producers.sort());
  });

  test("names no family that is not in the catalog", () => {
    expect(Object.keys(producersByFamily).sort()).toEqual([...families()].sort());
  });
});
