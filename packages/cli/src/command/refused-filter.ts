import { mostFilterIds, refusedIdPattern } from "@hookyard/core/operator/operator-request";
import type { RefusedFilter } from "@hookyard/core/operator/operator";
import type { Command } from "commander";
import { UsageError } from "../failure.ts";
import type { Io } from "../io.ts";
import { shellWord } from "../value/shell-word.ts";
import { moment, nonEmpty, repeated } from "./option-value.ts";

/** The options that say which refused requests are meant. */
export interface RefusedFilterOptions {
  readonly source?: string;
  readonly reason?: string;
  readonly explanation?: string;
  readonly since?: string;
  readonly until?: string;
  readonly id?: readonly string[];
}

/** Adds the options of a filter of refused requests to a command. */
export function addRefusedFilterOptions(command: Command, io: Pick<Io, "now">): void {
  command
    .option("--source <name>", "only of this source", nonEmpty)
    .option("--reason <reason>", "only refused for this, such as signature_mismatch", nonEmpty)
    .option("--explanation <code>", "only what this explains, such as other_source_secret", nonEmpty)
    .option("--since <time>", "arrived since: 2h, 15min, 7d, or 2026-05-01T10:00:00Z", moment(io))
    .option("--until <time>", "arrived before; as --since", moment(io))
    .option("--id <id>", "only this one, such as ref_1; may be repeated", repeated);
}

/** The options as the filter that an operator takes. */
export function readRefusedFilter(options: RefusedFilterOptions): RefusedFilter {
  const { source, reason, explanation, since, until, id } = options;
  if (id !== undefined && id.length > mostFilterIds) {
    throw new UsageError(
      `--id is given ${id.length} times; ${mostFilterIds} is the most. Do it in several runs.`,
    );
  }
  const wrong = id?.find((each) => !refusedIdPattern.test(each));
  if (wrong !== undefined) throw new UsageError(`"${wrong}" is no id of a refused request, such as ref_1.`);
  return {
    ...(source === undefined ? {} : { source }),
    ...(reason === undefined ? {} : { reason }),
    ...(explanation === undefined ? {} : { explanation }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(id === undefined ? {} : { ids: id }),
  };
}

/** The filter as options again, to be copied into a shell; each with a space before it. */
export function refusedFilterFlags({ ids = [], ...filter }: RefusedFilter): string {
  const flags = [
    ...Object.entries(filter).map(([name, value]) => `--${name} ${shellWord(value)}`),
    ...ids.map((id) => `--id ${shellWord(id)}`),
  ];
  return flags.map((flag) => ` ${flag}`).join("");
}
