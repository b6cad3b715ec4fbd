import { mostFilterIds } from "@hookyard/core/operator/operator-request";
import type { JsonObject } from "@hookyard/core/event";
import type { DeadLetterFilter } from "@hookyard/core/operator/operator";
import type { Command } from "commander";
import { UsageError } from "../failure.ts";
import type { Io } from "../io.ts";
import { shellWord } from "../value/shell-word.ts";
import { moment, nonEmpty, pattern, repeated, typePattern } from "./option-value.ts";

/** The options that say which letters are meant. */
export interface FilterOptions {
  readonly consumer?: string;
  readonly type?: string;
  readonly source?: string;
  readonly error?: string;
  readonly since?: string;
  readonly until?: string;
  readonly id?: readonly string[];
  readonly where?: JsonObject;
}

/** Adds the options of a dead-letter filter to a command. */
export function addFilterOptions(command: Command, io: Pick<Io, "now">): void {
  command
    .option("--consumer <name>", "only of this consumer", nonEmpty)
    .option("--type <type>", "only of this type; 'payment.*' for all that begin so", typePattern)
    .option("--source <name>", "only of this source", nonEmpty)
    .option("--error <text>", "only where the error's name or message contains this; * is anything", nonEmpty)
    .option("--since <time>", "dead since: 2h, 15min, 7d, or 2026-05-01T10:00:00Z", moment(io))
    .option("--until <time>", "dead before; as --since", moment(io))
    .option("--where <pattern>", "only where the event matches this EventBridge pattern (JSON)", pattern)
    .option("--id <id>", "only this one, such as evt_1:fulfil-order; may be repeated", repeated);
}

/** The options as the filter that an operator takes. */
export function readFilter(options: FilterOptions): DeadLetterFilter {
  const { consumer, type, source, error, since, until, id, where } = options;
  if (id !== undefined && id.length > mostFilterIds) {
    throw new UsageError(
      `--id is given ${id.length} times; ${mostFilterIds} is the most. Do it in several runs.`,
    );
  }
  return {
    ...(consumer === undefined ? {} : { consumer }),
    ...(type === undefined ? {} : { type }),
    ...(source === undefined ? {} : { source }),
    ...(error === undefined ? {} : { error }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
    ...(where === undefined ? {} : { where }),
    ...(id === undefined ? {} : { ids: id }),
  };
}

/** The filter as options again, to be copied into a shell; each with a space before it. */
export function filterFlags(filter: DeadLetterFilter): string {
  const { ids = [], where } = filter;
  const flags = [
    ...plainFlags.flatMap((name) => {
      const value = filter[name];
      return value === undefined ? [] : [`--${name} ${shellWord(value)}`];
    }),
    ...(where === undefined ? [] : [`--where ${shellWord(JSON.stringify(where))}`]),
    ...ids.map((id) => `--id ${shellWord(id)}`),
  ];
  return flags.map((flag) => ` ${flag}`).join("");
}

/** Options that hold one text each. */
const plainFlags = ["consumer", "type", "source", "error", "since", "until"] as const;
