import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Metafile, type Plugin } from "esbuild";

/** A function as it is deployed. */
export interface Bundle {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
  readonly metafile: Metafile;
}

/**
 * The options with which SST bundles a function for `sst deploy`.
 * @see https://github.com/sst/sst/blob/v4.17.1/pkg/runtime/node/build.go
 */
export const sstOptions = {
  platform: "node",
  format: "esm",
  target: "esnext",
  mainFields: ["module", "main"],
  external: ["sharp", "pg-native"],
  keepNames: true,
  bundle: true,
  splitting: false,
  minify: true,
  sourcemap: false,
  banner: {
    js: [
      `import { createRequire as topLevelCreateRequire } from 'module';`,
      `const require = topLevelCreateRequire(import.meta.url);`,
      `import { fileURLToPath as topLevelFileUrlToPath, URL as topLevelURL } from "url"`,
      `const __filename = topLevelFileUrlToPath(import.meta.url)`,
      `const __dirname = topLevelFileUrlToPath(new topLevelURL(".", import.meta.url))`,
      "",
    ].join("\n"),
  },
} satisfies BuildOptions;

/** Where the functions' sources are. */
export const functionsFolder = fileURLToPath(new URL("../../../packages/functions/src/", import.meta.url));

/** Bundles a function from its source file into a folder. */
export async function bundleFunction(
  source: string,
  folder: string,
  options: { readonly plugins?: Plugin[] } = {},
): Promise<Bundle> {
  const name = basename(source, ".ts");
  const file = join(folder, `${name}.mjs`);
  const { metafile } = await build({
    ...sstOptions,
    ...options,
    entryPoints: [source],
    outfile: file,
    metafile: true,
    logLevel: "silent",
  });
  const bytes = Object.values(metafile.outputs).reduce((sum, output) => sum + output.bytes, 0);
  return { name, file, bytes, metafile };
}

/** A new folder for bundles, outside the repository, so that nothing of its `node_modules` can be found from there. */
export function createBundleFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "hookyard-bundles-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
