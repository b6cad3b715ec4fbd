import { describe, expect, test } from "vitest";
import { domainTypes } from "../catalog.ts";
import { defineMapping, row } from "../mapping.ts";
import { describeCatalog } from "./catalog-description.ts";
import { catalogMarkdown } from "./markdown.ts";
import type { DescribedProvider } from "./producer.ts";

const nothing = (): never => {
  throw new Error("documentation runs no mapping");
};

const acme: DescribedProvider = {
  id: "acme",
  name: "Acme | Sons",
  domain: defineMapping({
    "bin|emptied": row("file.deleted", nothing),
    "odd`type": [row("file.created", nothing), row("file.updated", nothing)],
    "user.gone": row("user.deleted", nothing),
  }),
};

const zulu: DescribedProvider = {
  id: "zulu",
  name: "zulu",
  domain: defineMapping({ removed: row("file.deleted", nothing) }),
};

describe("catalogMarkdown", () => {
  test("of one family", () => {
    const page = catalogMarkdown(describeCatalog([zulu, acme], (type) => type.startsWith("file.")));

    expect(page.slice(page.indexOf("| family |"))).toMatchInlineSnapshot(`
      "| family | is about | types |
      | --- | --- | --- |
      | [file](#file) | Files in storage: documents, pictures, films, designs, sheets. | 7 |

      ## file

      Files in storage: documents, pictures, films, designs, sheets.

      | type | when |
      | --- | --- |
      | \`file.created\` | A file was added or uploaded. |
      | \`file.updated\` | A file's content, name or place changed. |
      | \`file.deleted\` | A file was removed, or put in the bin. |
      | \`file.restored\` | A file that was deleted is back. |
      | \`file.processed\` | What the provider makes of a file is ready: other formats, sizes, a stream. |
      | \`file.processing_failed\` | The provider could make nothing of a file. |
      | \`file.commented\` | Someone wrote a comment on a file. |

      | field | what | present | meaning |
      | --- | --- | --- | --- |
      | \`fileId\` | id | always |  |
      | \`name\` | text | where known |  |
      | \`path\` | text | where known |  |
      | \`folderId\` | id | where known | What it is in: a folder, project or bucket. |
      | \`contentType\` | text | where known | \`image/png\`. |
      | \`sizeBytes\` | whole number | where known |  |
      | \`version\` | text | where known |  |
      | \`author\` | text | where known | Who did it. |
      | \`url\` | text | where known |  |
      | \`failureCode\` | text | where known | Only \`file.processing_failed\`. |
      | \`failureMessage\` | text | where known | Only \`file.processing_failed\`. |
      | \`commentId\` | id | where known | Only \`file.commented\`. |
      | \`comment\` | text | where known | Only \`file.commented\`. What they wrote. |
      | \`commentAuthor\` | text | where known | Only \`file.commented\`. |

      | from | their type | becomes |
      | --- | --- | --- |
      | Acme \\| Sons | \`\` odd\`type \`\` | \`file.created\` or \`file.updated\` |
      | Acme \\| Sons | \`bin\\|emptied\` | \`file.deleted\` |
      | zulu | \`removed\` | \`file.deleted\` |
      "
    `);
  });

  test("has a section for every family and a row for every type", () => {
    const page = catalogMarkdown(describeCatalog([]));

    for (const type of domainTypes) expect(page).toContain(`\n| \`${type}\` | `);
    expect(page.match(/^## /gm)).toHaveLength(
      new Set(domainTypes.map((type) => type.slice(0, type.indexOf(".")))).size,
    );
  });

  test("has as many cells in every row as its table has columns", () => {
    const lines = catalogMarkdown(describeCatalog([acme])).split("\n");
    const broken = lines.filter((line, index) => {
      const above = lines[index - 1] ?? "";
      return line.startsWith("|") && above.startsWith("|") && cells(line) !== cells(above);
    });

    expect(broken).toEqual([]);
  });

  test("names those who speak the domain's words once, not at every type", () => {
    const speaker: DescribedProvider = {
      id: "own-words",
      name: "Own Words",
      domain: Object.fromEntries(domainTypes.map((type) => [type, row(type, nothing)])),
    };
    const page = catalogMarkdown(describeCatalog([speaker, zulu]));

    expect(page.match(/Own Words/g)).toHaveLength(1);
    expect(page).toContain("| zulu | `removed` | `file.deleted` |");
  });
});

function cells(line: string): number {
  return line.replaceAll("\\|", "").split("|").length;
}
