import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { linkedResources, sstTypes } from "../../scripts/sst-types.ts";
import { deploy } from "./deploy.ts";
import { root } from "./platform.ts";

test("sst-env.d.ts is what a deploy of production would write: else run npm run generate:sst-types", async () => {
  const { graph } = await deploy({ stage: "production" });

  expect(await readFile(join(root, "sst-env.d.ts"), "utf8")).toBe(sstTypes(linkedResources(graph)));
});
