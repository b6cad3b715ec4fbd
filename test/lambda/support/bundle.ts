import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Metafile, type Plugin } from "esbuild";

/** A function as it is deployed. */
export interface Bundle {
  readonly name: string;
  readonly file: string;
  /** Of what is loaded when an instance starts. */
  readonly startBytes: number;
  /** Of all files together, those included that are loaded when they are first needed. */
  readonly bytes: number;
}

/**
 * The options with which SST 4.17.1 bundles a function for `sst deploy`, with `splitting`, as `infra/function.ts` asks.
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
  splitting: true,
  outExtension: { ".js": ".mjs" },
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

/** Bundles a function from its source file into a folder of its own in `folder`. */
export async function bundleFunction(
  source: string,
  folder: string,
  {
    name = basename(source, ".ts"),
    plugins = [],
  }: { readonly name?: string; readonly plugins?: Plugin[] } = {},
): Promise<Bundle> {
  const { metafile } = await build({
    ...sstOptions,
    plugins,
    entryPoints: [source],
    entryNames: "bundle",
    outdir: join(folder, name),
    metafile: true,
    logLevel: "silent",
  });
  const [entry = ""] = Object.keys(metafile.outputs).filter((output) => basename(output) === "bundle.mjs");
  return {
    name,
    file: join(folder, name, "bundle.mjs"),
    startBytes: bytesOf(metafile, loadedWith(metafile, entry)),
    bytes: bytesOf(metafile, Object.keys(metafile.outputs)),
  };
}

/** A file and all that it imports, and not what it imports when it runs. */
function loadedWith({ outputs }: Metafile, entry: string): readonly string[] {
  const loaded = new Set([entry]);
  for (const file of loaded) {
    for (const { kind, path } of outputs[file]?.imports ?? []) {
      if (kind === "import-statement" && outputs[path] !== undefined) loaded.add(path);
    }
  }
  return [...loaded];
}

function bytesOf({ outputs }: Metafile, files: readonly string[]): number {
  return files.reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
}

/** A new folder for bundles, outside the repository, so that nothing of its `node_modules` can be found from there. */
export function createBundleFolder(): { readonly folder: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), "hookyard-bundles-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
