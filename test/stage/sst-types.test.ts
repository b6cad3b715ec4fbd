import { readFile } from "node:fs/promises";
import { stageResourcesName } from "@hookyard/aws/stage-resources";
import { describe, expect, test } from "vitest";
import { router } from "../../packages/functions/src/router.ts";
import { sstTypes } from "../../scripts/sst-types.ts";

describe("sst-env.d.ts", () => {
  test("has the form that SST gives it", () => {
    const text = sstTypes([
      {
        name: "Stage",
        type: "sst:sst:Linkable",
        properties: { url: "x", sources: { "a-b": { n: 1 } }, list: [] },
      },
      { name: "Bus", type: "sst:aws:Bus", properties: { name: "b" } },
    ]);

    expect(text).toContain(`  export interface Resource {
    "Bus": {
      "name": string
      "type": "sst.aws.Bus"
    }
    "Stage": {
      "list": any
      "sources": {
        "a-b": {
          "n": number
        }
      }
      "type": "sst.sst.Linkable"
      "url": string
    }
  }`);
  });

  test("knows the stage, and every source and consumer of the router", async () => {
    const text = await readFile(new URL("../../sst-env.d.ts", import.meta.url), "utf8");

    expect(text).toContain(`"${stageResourcesName}": {`);
    for (const name of Object.keys(router.consumers)) expect(text, again).toContain(`"${name}": {`);
    for (const name of Object.keys(router.sources)) expect(text, again).toContain(`"${name}": {`);
    expect(text.match(/"sst\.sst\.Secret"/g), again).toHaveLength(Object.keys(router.sources).length);
  });
});

const again = "write it again: npm run generate:sst-types";
