import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const core = new URL("../packages/core/src/", import.meta.url).href;

/** The files of `@hookyard/core` that an import loads, in a process of its own. */
function loadedBy(specifier: string): readonly string[] {
  const script = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
    await import(${JSON.stringify(specifier)});
    console.log(JSON.stringify(loaded));`;
  const output = execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: fileURLToPath(new URL("../packages/functions/", import.meta.url)),
    encoding: "utf8",
  });
  const urls = JSON.parse(output) as readonly string[]; // safe: the script above prints a list of texts
  return urls.filter((url) => url.startsWith(core)).map((url) => url.slice(core.length));
}

const inFolder = (files: readonly string[], folder: string): readonly string[] =>
  files.filter((file) => file.startsWith(`${folder}/`));

test("the import of one preset loads one preset, its mapping and no sample", () => {
  const files = loadedBy("@hookyard/core/provider/github");

  expect(inFolder(files, "provider")).toEqual(["provider/github.ts"]);
  expect(inFolder(files, "mapping")).toContain("mapping/github.ts");
  expect(inFolder(files, "mapping").filter((file) => !file.startsWith("mapping/github"))).toEqual([]);
  expect(inFolder(files, "sample")).toEqual([]);
  expect(inFolder(files, "testing")).toEqual([]);
});

test("a router loads the presets that it names, and neither samples nor descriptions", () => {
  const files = loadedBy("@hookyard/functions/router");

  expect(inFolder(files, "provider").toSorted()).toEqual([
    "provider/github.ts",
    "provider/shopify.ts",
    "provider/slack.ts",
    "provider/standard-webhooks.ts",
    "provider/stripe.ts",
  ]);
  expect(inFolder(files, "sample")).toEqual([]);
  expect(inFolder(files, "testing")).toEqual([]);
  expect(inFolder(files, "forensics")).toEqual([]);
  expect(inFolder(files, "domain/describe")).toEqual([]);
});
