import { readFile } from "node:fs/promises";
import { providers } from "@hookyard/core/providers";
import { describeCatalog } from "@hookyard/core/domain/describe/catalog-description";
import { catalogMarkdown } from "@hookyard/core/domain/describe/markdown";
import { expect, test } from "vitest";

test("docs/events.md is what `npx hookyard catalog --format markdown` prints", async () => {
  const page = await readFile(new URL("../docs/events.md", import.meta.url), "utf8");

  expect(page, "write it again: npx hookyard catalog --format markdown > docs/events.md").toBe(
    catalogMarkdown(describeCatalog(Object.values(providers))),
  );
});
