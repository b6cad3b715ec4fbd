import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { readPage, writePage } from "./built-page.ts";
import { bundlePage } from "./bundle.ts";

test("the page is built from its sources, small, and read back as it was written", async () => {
  const directory = await mkdtemp(join(tmpdir(), "hookyard-page-"));
  const made = await bundlePage();

  await writePage(made, directory);
  const read = await readPage(directory);

  expect(read).toEqual(made);
  expect((await readdir(directory)).toSorted()).toEqual(
    [made.style.name, made.script.name, "page.json"].toSorted(),
  );
  expect(made.script.gzip.byteLength + made.style.gzip.byteLength).toBeLessThan(150_000);
  expect(Buffer.from(gunzipSync(made.script.gzip)).equals(made.script.body)).toBe(true);
  expect(Buffer.from(brotliDecompressSync(made.script.brotli)).equals(made.script.body)).toBe(true);
  await rm(directory, { recursive: true });
});
