import type { CatalogDescription } from "@hookyard/core/domain/describe/catalog-description";
import { didYouMean } from "@hookyard/core/router/did-you-mean";
import { hasType, typePattern } from "@hookyard/core/router/type-pattern";
import { type Command, Option } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { UsageError } from "../failure.ts";
import { catalogSections } from "../output/catalog.ts";
import { addCommand, type Call, type CommandContext, writeJson } from "./command.ts";

const formats = ["table", "markdown", "json", "asyncapi"] as const;
type Format = (typeof formats)[number];

interface CatalogOptions {
  readonly format?: Format;
}

/** `hookyard catalog [type]`. */
export function addCatalog(program: Command, context: CommandContext): void {
  addCommand<CatalogOptions>(program, context, {
    name: "catalog",
    summary: "list the domain events: what they mean, their fields, who gives them",
    description:
      "Lists every domain event that a consumer can ask for, from the definitions and the providers' mappings of this version.",
    configure: (command) =>
      command
        .argument("[type]", "one type, or a family: payment, 'payment.*' (default: all)")
        .addOption(
          new Option("--format <format>", "how it is written (default: table, with --json json)").choices(
            formats,
          ),
        ),
    examples: [
      ["hookyard catalog", "every type in a line"],
      ["hookyard catalog payment.succeeded", "its fields, and which webhooks become it"],
      ["hookyard catalog --format markdown > docs/events.md", "the page for people"],
      ["hookyard catalog --format asyncapi > asyncapi.json", "AsyncAPI 3.0, for code generators"],
      ["hookyard catalog --format json", "the JSON Schema of each type"],
    ],
    run: showCatalog,
  });
}

async function showCatalog(call: Call<CatalogOptions>): Promise<0> {
  const { io, paint } = call;
  const format = formatOf(call);
  const catalog = await describe(call.args[0]);
  switch (format) {
    case "table": {
      const width = io.stdout.isTTY ? { width: io.stdout.columns } : {};
      io.stdout.write(catalogSections(catalog, { paint, ...width }).join("\n"));
      return 0;
    }
    case "markdown": {
      const { catalogMarkdown } = await import("@hookyard/core/domain/describe/markdown");
      io.stdout.write(catalogMarkdown(catalog));
      return 0;
    }
    case "json": {
      const { catalogJson } = await import("@hookyard/core/domain/describe/catalog-json");
      writeJson(io, catalogJson(catalog));
      return 0;
    }
    case "asyncapi": {
      const { asyncapiDocument } = await import("@hookyard/core/domain/describe/asyncapi");
      writeJson(io, asyncapiDocument(catalog, manifest.version));
      return 0;
    }
  }
}

function formatOf({ options, json }: Call<CatalogOptions>): Format {
  const { format } = options;
  if (!json) return format ?? "table";
  if (format === "table" || format === "markdown") {
    throw new UsageError(`--format ${format} is not JSON. Leave out --json, or write --format json.`);
  }
  return format ?? "json";
}

/** The definitions and every provider are loaded here, and not before: the other commands do without. */
async function describe(word: string | undefined): Promise<CatalogDescription> {
  const [{ domainTypes }, { describeCatalog }, { providers }] = await Promise.all([
    import("@hookyard/core/domain/catalog"),
    import("@hookyard/core/domain/describe/catalog-description"),
    import("@hookyard/core/providers"),
  ]);
  return describeCatalog(
    Object.values(providers),
    word === undefined ? undefined : wanted(word, domainTypes),
  );
}

function wanted(word: string, types: readonly string[]): (type: string) => boolean {
  const families = new Set(types.map((type) => type.slice(0, type.indexOf("."))));
  const pattern = typePattern(families.has(word) ? `${word}.*` : word);
  if (types.some((type) => hasType(pattern, type))) return (type) => hasType(pattern, type);
  throw new UsageError(
    `There is no domain event ${JSON.stringify(word)}.${didYouMean(word, [...types, ...families])} See them all with: hookyard catalog`,
  );
}
