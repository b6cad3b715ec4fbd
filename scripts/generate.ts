/**
 * `npm run generate`: writes the files that list what there is, after a provider was added: `providers.ts`,
 * `sample/index.ts`, `router/producers-by-family.ts` and `docs/events.md`. Tests fail when they are out of date.
 */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { DomainMapping } from "../packages/core/src/domain/mapping.ts";
import { families, familiesOf } from "../packages/core/src/router/families.ts";

const root = new URL("../", import.meta.url);
const source = new URL("packages/core/src/", root);

const providers = listed("provider/");
const samples = listed("sample/", ["index", "sample"]);

write(
  "providers.ts",
  `${imports(providers, "./provider/")}

/** Every provider by its id. */
export const providers = {
${members(providers)}
} as const;

export type ProviderId = keyof typeof providers;
`,
);
write(
  "sample/index.ts",
  `import type { ProviderSamples } from "./sample.ts";
${imports(samples, "./")}

/** Samples by provider id. Not imported by any provider: what is deployed does not carry them. */
export const samples: Readonly<Record<string, ProviderSamples>> = {
${members(samples)}
};

export { createSampleContext, defineSamples } from "./sample.ts";
export type { ProviderSamples, SampleContext, SampleEvent } from "./sample.ts";
`,
);
write(
  "router/producers-by-family.ts",
  `/**
 * Which providers can give each family of domain types, by \`npm run generate\` from the mappings. A list of its own since
 * importing every preset for one error message would fill the bundles.
 */
export const producersByFamily: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(await producers())};
`,
);
execFileSync(
  "node_modules/.bin/biome",
  [
    "format",
    "--write",
    ...["providers.ts", "sample/index.ts", "router/producers-by-family.ts"].map((file) =>
      fileURLToPath(new URL(file, source)),
    ),
  ],
  { cwd: fileURLToPath(root), stdio: "inherit" },
);
const events = execFileSync(
  process.execPath,
  ["packages/cli/bin/hookyard.js", "catalog", "--format", "markdown"],
  {
    cwd: fileURLToPath(root),
    maxBuffer: 64 * 1024 ** 2,
  },
);
writeFileSync(new URL("docs/events.md", root), events);

interface Listed {
  /** Without its ending: the provider's id. */
  readonly file: string;
  /** The name it exports. */
  readonly name: string;
}

function listed(folder: string, others: readonly string[] = []): readonly Listed[] {
  return readdirSync(new URL(folder, source))
    .filter((file) => file.endsWith(".ts") && !file.includes(".test"))
    .map((file) => file.slice(0, -".ts".length))
    .filter((file) => !others.includes(file))
    .sort()
    .map((file) => ({ file, name: exportOf(new URL(`${folder}${file}.ts`, source)) }));
}

function exportOf(file: URL): string {
  const [, name] = /^export const (\w+)/m.exec(readFileSync(file, "utf8")) ?? [];
  if (name === undefined) throw new Error(`${file.pathname} exports no constant`);
  return name;
}

function imports(all: readonly Listed[], folder: string): string {
  return all.map(({ file, name }) => `import { ${name} } from "${folder}${file}.ts";`).join("\n");
}

function members(all: readonly Listed[]): string {
  return all.map(({ file, name }) => (file === name ? `${name},` : `"${file}": ${name},`)).join("\n");
}

/** Ids by family, from the mappings themselves. */
async function producers(): Promise<Readonly<Record<string, readonly string[]>>> {
  const given = new Map(families().map((family): [string, string[]] => [family, []]));
  const folder = new URL("mapping/", source);
  const ids = readdirSync(folder)
    .filter((name) => !name.includes(".test"))
    .map((name) => name.replace(".ts", ""))
    .sort(); // as ids: with the ending, `adyen.ts` would come after `adyen-platform.ts`
  for (const id of ids) {
    const module: Record<string, unknown> = await import(new URL(`${id}.ts`, folder).href);
    const mapping = Object.entries(module).find(([name]) => name.endsWith("Mapping"))?.[1];
    if (mapping === undefined) continue;
    // safe: exports with this name are mappings
    for (const family of familiesOf(mapping as DomainMapping)) given.get(family)?.push(id);
  }
  return Object.fromEntries(given);
}

function write(file: string, text: string): void {
  writeFileSync(new URL(file, source), text);
}
