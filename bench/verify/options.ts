import { parseArgs } from "node:util";
import { families } from "./families.ts";
import type { Family } from "./family.ts";
import type { MeasureOptions } from "./measure.ts";

/** What a run is asked to do. */
export interface Options extends MeasureOptions {
  readonly families: readonly Family[];
  readonly jsonFile: string | undefined;
  readonly isMarkdown: boolean;
}

export const usage = `npm run bench:verify -- [options]

  --quick        fewer and shorter rounds
  --only NAME    one provider's family; several times for several
  --json FILE    where the result goes (bench/results/verify-<time>.json)
  --markdown     also prints the block for docs/benchmarks.md`;

/** Reads the command line. Throws a `TypeError` that says what is wrong with it. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: "boolean", default: false },
      only: { type: "string", multiple: true, default: [] },
      json: { type: "string" },
      markdown: { type: "boolean", default: false },
    },
  });
  const known = families.map(({ provider }) => provider.id);
  const stranger = values.only.find((name) => !known.includes(name));
  if (stranger !== undefined) {
    throw new TypeError(`--only ${stranger}: has to be one of ${known.join(", ")}`);
  }
  return {
    families: families.filter(
      ({ provider }) => values.only.length === 0 || values.only.includes(provider.id),
    ),
    rounds: values.quick ? 7 : 41,
    sliceMs: values.quick ? 8 : 10,
    jsonFile: values.json,
    isMarkdown: values.markdown,
  };
}
