import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Asset, makeAsset, type PageBundle } from "./bundle.ts";

/** Names the files of a page that was built. */
const index = "page.json";

interface PageIndex {
  readonly script: string;
  readonly style: string;
}

/** Writes a page to a directory of its own, anew: what is deployed reads it there, and needs no bundler. */
export async function writePage({ script, style }: PageBundle, directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true });
  await mkdir(directory, { recursive: true });
  for (const { name, body } of [script, style]) await writeFile(join(directory, name), body);
  const names: PageIndex = { script: script.name, style: style.name };
  await writeFile(join(directory, index), JSON.stringify(names));
}

/** The page that {@link writePage} wrote. */
export async function readPage(directory: string): Promise<PageBundle> {
  const names = JSON.parse(await readFile(join(directory, index), "utf8")) as PageIndex; // safe: `writePage` wrote it
  const read = async (name: string): Promise<Asset> => makeAsset(name, await readFile(join(directory, name)));
  const [script, style] = await Promise.all([read(names.script), read(names.style)]);
  return { script, style };
}
