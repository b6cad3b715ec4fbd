import type { CatalogDescription, FamilyDescription, TypeDescription } from "./catalog-description.ts";
import { type FieldRow, fieldRows } from "./field-row.ts";
import { type Origin, originsOf } from "./origin.ts";

const introduction = `# Events

Every webhook that Hookyard accepts becomes a [CloudEvents 1.0](https://cloudevents.io) event. One whose meaning is
known, whoever sent it, has a *domain type* of this page, and its \`data\` holds the fields below and, in \`original\`, the
provider's payload as it came. Any other has the type \`<provider>.<their type>\`, and its \`data\` holds \`original\` alone.

Ids are text. Amounts are integers in the currency's minor units (cents; yen as they are), with an ISO 4217 code in
upper case beside them. Times are RFC 3339, in UTC. A field that the provider does not give is absent, never \`null\`.
`;

const notice =
  "<!-- Made from the definitions by: npx hookyard catalog --format markdown. Change those, not this file. -->\n";

/** The catalog as one page of Markdown: what each domain type means, its fields, and which webhooks become it. */
export function catalogMarkdown({ families, speakers }: CatalogDescription): string {
  const names = speakers.map(({ name }) => name);
  const anyone =
    names.length === 0
      ? []
      : [
          `A sender that speaks these words itself gives every type, where its data fits: ${names.join(", ")}.\n`,
        ];
  const contents = table(
    ["family", "is about", "types"],
    families.map(({ name, description, types }) => [
      `[${name}](#${name})`,
      description,
      String(types.length),
    ]),
  );
  return [notice, introduction, ...anyone, contents, ...families.map(familySection)].join("\n");
}

function familySection({ name, description, types }: FamilyDescription): string {
  return [
    `## ${name}\n`,
    `${description}\n`,
    table(["type", "when"], types.map(typeCells)),
    table(["field", "what", "present", "meaning"], fieldRows(types).map(fieldCells)),
    originTable(name, originsOf(types)),
  ].join("\n");
}

function typeCells({ type, version, description }: TypeDescription): readonly string[] {
  return [version === 1 ? code(type) : `${code(type)} (version ${version})`, description];
}

function fieldCells({ path, kind, isAlways, only, except, description }: FieldRow): readonly string[] {
  const where = [
    ...(only.length === 0 ? [] : [`Only ${list(only)}.`]),
    ...(except.length === 0 ? [] : [`Not ${list(except)}.`]),
  ];
  return [
    code(path),
    kind.words === undefined ? kind.name : list(kind.words),
    isAlways ? "always" : "where known",
    [...where, ...(description === undefined ? [] : [description])].join(" "),
  ];
}

function originTable(family: string, origins: readonly Origin[]): string {
  if (origins.length === 0) return `No provider's own type becomes one of ${code(`${family}.*`)} yet.\n`;
  return table(
    ["from", "their type", "becomes"],
    origins.map(({ from, theirs, ours }) => [from, code(theirs), ours.map(code).join(" or ")]),
  );
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(" | ")} |`;
  const rule = line(titles.map(() => "---"));
  return `${[line(titles), rule, ...rows.map(line)].join("\n")}\n`;
}

function list(words: readonly string[]): string {
  return words.map(code).join(", ");
}

/** Text that cannot leave its cell. */
function cell(text: string): string {
  return text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|");
}

/** A word of code; one that holds a backtick gets two around it. */
function code(word: string): string {
  return word.includes("`") ? `\`\` ${word} \`\`` : `\`${word}\``;
}
