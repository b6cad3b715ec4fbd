import type { CatalogDescription, TypeDescription } from "@hookyard/core/domain/describe/catalog-description";
import { type FieldRow, fieldRows } from "@hookyard/core/domain/describe/field-row";
import { originsOf } from "@hookyard/core/domain/describe/origin";
import type { Paint } from "./paint.ts";
import { type Column, renderTable } from "./table.ts";

export interface CatalogView {
  readonly paint: Paint;
  /** Columns of the terminal, where there is one. */
  readonly width?: number;
}

/** Domain types, a line each; of one alone the fields and where it comes from as well. */
export function catalogSections(
  { families, speakers }: CatalogDescription,
  view: CatalogView,
): readonly string[] {
  const types = families.flatMap((family) => family.types);
  const [only, ...others] = types;
  if (only !== undefined && others.length === 0) return oneType(only, speakers, view);

  const ids = speakers.map(({ id }) => id);
  const note = ids.length === 0 ? [] : [view.paint("dim", `${ids.join(", ")} can give every type.\n`)];
  return [typesTable(types, view), ...note];
}

function typesTable(types: readonly TypeDescription[], view: CatalogView): string {
  const columns: readonly Column[] = [
    { title: "TYPE" },
    { title: "WHEN", shrink: true },
    { title: "FROM", shrink: true },
  ];
  const rows = types.map(({ type, description, producers }) => [
    { text: type, style: "bold" as const },
    description,
    producers.length === 0 ? "-" : producers.map(({ provider }) => provider).join(", "),
  ]);
  return renderTable({ columns, rows, ...view });
}

function oneType(
  type: TypeDescription,
  speakers: CatalogDescription["speakers"],
  view: CatalogView,
): readonly string[] {
  const { paint } = view;
  const fields = renderTable({
    columns: [
      { title: "FIELD" },
      { title: "WHAT", shrink: true },
      { title: "PRESENT" },
      { title: "MEANING", shrink: true },
    ],
    rows: fieldRows([type]).map(fieldCells),
    ...view,
  });
  const origins = originsOf([type]).map(({ from, theirs }) => [from, theirs]);
  const anyone = speakers.map(({ name }) => [name, type.type]);
  const from = renderTable({
    columns: [{ title: "FROM" }, { title: "THEIR TYPE" }],
    rows: [...origins, ...anyone],
    ...view,
  });
  return [
    `${paint("bold", type.type)} ${paint("dim", type.dataschema)}\n${type.description}\n`,
    fields,
    from,
  ];
}

function fieldCells({ path, kind, isAlways, description = "" }: FieldRow): readonly string[] {
  const what = kind.words === undefined ? kind.name : kind.words.join(", ");
  return [path, what, isAlways ? "always" : "where known", description];
}
