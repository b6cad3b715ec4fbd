import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parse } from "yaml";
import type { Description } from "./description.ts";

/** A description out of an installed package, `@scope/package/path/file.json` or `.yaml`. */
export function readDescription(file: string): Description {
  const text = readFileSync(createRequire(import.meta.url).resolve(file), "utf8");
  const read: unknown = file.endsWith(".json") ? JSON.parse(text) : parse(text);
  return read as Description; // safe: what the provider publishes as one; a test of no operation fails
}
