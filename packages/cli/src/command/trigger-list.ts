import type { SourceDefinition } from "@hookyard/core/router/router";
import { renderTable } from "../output/table.ts";
import { listSampleTypes } from "../trigger/sample-type.ts";
import { type Call, writeJson } from "./command.ts";

/** `hookyard trigger <source> --list`. */
export function listTypes({ io, json, paint }: Call<object>, { name, provider }: SourceDefinition): 0 {
  const types = listSampleTypes(provider);
  if (json) {
    writeJson(io, { source: name, provider: provider.id, types });
    return 0;
  }
  const rows = types.map(({ type, becomes }) => [type, becomes.join(" or ")]);
  const columns = [{ title: "TYPE" }, { title: "BECOMES" }];
  io.stdout.write(
    rows.length === 0
      ? `There are no samples of ${provider.name} yet.\n`
      : renderTable({ columns, rows, paint }),
  );
  return 0;
}
