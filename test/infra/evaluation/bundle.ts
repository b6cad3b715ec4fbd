import { readFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { build, type Plugin } from "esbuild";
import { platform, root } from "../platform.ts";

/** Files to read in place of a team's own, by their path in the repository. */
export type Replacements = Readonly<Record<string, string>>;

const bundles = new Map<string, Promise<string>>();

/**
 * Bundles the program with `sst.config.ts` in it as SST does, next to the platform's packages. Resolves the path; one
 * bundle is made for the same replacements.
 */
export function bundleProgram(replacements: Replacements): Promise<string> {
  const key = Object.values(replacements)
    .map((path) => relative(root, path))
    .join("+");
  const made = bundles.get(key);
  if (made !== undefined) return made;
  const folder = process.env["HOOKYARD_TEST_BUNDLES"] ?? platform;
  const outfile = join(folder, `${process.pid}.${bundles.size}.mjs`);
  const making = bundle(outfile, replacements).then(() => outfile);
  bundles.set(key, making);
  return making;
}

async function bundle(outfile: string, replacements: Replacements): Promise<void> {
  await build({
    absWorkingDir: root,
    entryPoints: [join(import.meta.dirname, "program.ts")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "es2023",
    mainFields: ["module", "main"],
    banner: { js: banner },
    define: { $app: "globalThis.$app", $cli: "globalThis.$cli", $dev: "globalThis.$dev" },
    inject: [join(platform, "src", "shim", "run.js")],
    logLevel: "silent",
    plugins: [noImportsAtTheTop, replace(replacements), leavePackages],
  });
}

/** `require` for the platform's older parts, and the app of which some of them read while they are loaded. */
const banner = `
import { createRequire as createRequireOf } from "node:module";
const require = createRequireOf(import.meta.url);
globalThis.$app = { providers: {} };
`;

/** SST stops at them: a config is read before its components are there. */
const noImportsAtTheTop: Plugin = {
  name: "no-imports-at-the-top",
  setup({ onResolve }) {
    onResolve({ filter: /.*/ }, ({ importer, kind, path }) =>
      basename(importer) === "sst.config.ts" && kind === "import-statement"
        ? {
            errors: [
              { text: `sst.config.ts imports ${path} at its top, which SST refuses: import it in run()` },
            ],
          }
        : undefined,
    );
  },
};

/** The platform's packages stay where they are: bundling all of AWS's resources takes SST half a minute. */
const leavePackages: Plugin = {
  name: "leave-packages",
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      if (kind === "entry-point" || path.startsWith("@hookyard/")) return undefined;
      return { path, external: true };
    });
  },
};

function replace(replacements: Replacements): Plugin {
  return {
    name: "replace",
    setup({ onLoad }) {
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const replacement = replacements[relative(root, path)];
        if (replacement === undefined) return undefined;
        return {
          contents: await readFile(replacement, "utf8"),
          loader: "ts",
          resolveDir: dirname(replacement),
        };
      });
    },
  };
}
