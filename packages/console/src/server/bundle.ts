import { createHash } from "node:crypto";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";

/** One file of the page, ready to be sent. */
export interface Asset {
  /** Holds a part of its content's hash: under one name there is one content, for ever. */
  readonly name: string;
  readonly type: string;
  readonly body: Uint8Array<ArrayBuffer>;
  readonly gzip: Uint8Array<ArrayBuffer>;
  readonly brotli: Uint8Array<ArrayBuffer>;
}

export interface PageBundle {
  readonly script: Asset;
  readonly style: Asset;
}

const pageDirectory = join(import.meta.dirname, "../page");

/**
 * The page's script and style from their sources, in about a tenth of a second. Loads esbuild when it is called, and
 * lets it go: whoever never opens the console never pays for it.
 */
export async function bundlePage(): Promise<PageBundle> {
  const esbuild = await import("esbuild");
  const { outputFiles } = await esbuild.build({
    entryPoints: [join(pageDirectory, "main.tsx"), join(pageDirectory, "main.css")],
    outdir: "/",
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: ["chrome120", "firefox120", "safari17"],
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    logLevel: "silent",
  });
  await esbuild.stop();
  const find = (ending: string): Uint8Array => {
    const file = outputFiles.find(({ path }) => path.endsWith(ending));
    if (file === undefined) throw new Error(`esbuild made no ${ending} of the console's page`);
    return file.contents;
  };
  const [script, style] = await Promise.all([named("main.js", find(".js")), named("main.css", find(".css"))]);
  return { script, style };
}

async function named(file: string, contents: Uint8Array): Promise<Asset> {
  const hash = createHash("sha256").update(contents).digest("base64url").replaceAll(/[-_]/g, "").slice(0, 12);
  const [stem = "", extension = ""] = file.split(".");
  return makeAsset(`${stem}-${hash}.${extension}`, contents);
}

const types: Readonly<Record<string, string>> = {
  js: "text/javascript; charset=utf-8",
  css: "text/css; charset=utf-8",
};

/** A file of the page under its name, compressed both ways. */
export async function makeAsset(name: string, contents: Uint8Array): Promise<Asset> {
  const [zipped, brotli] = await Promise.all([
    promisify(gzip)(contents, { level: 9 }),
    promisify(brotliCompress)(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
  ]);
  return {
    name,
    type: types[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream",
    body: new Uint8Array(contents),
    gzip: new Uint8Array(zipped),
    brotli: new Uint8Array(brotli),
  };
}
