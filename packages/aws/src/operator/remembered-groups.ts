import type { DeadLetterFilter, DeadLetterGroup } from "@hookyard/core/operator/operator";
import { createLetterGroups, letterSummary } from "../dead-letters/letter-report.ts";
import type { SqsDeadLetters } from "../dead-letters/sqs-dead-letters.ts";
import { type Remembered, remember } from "./remember.ts";

export interface RememberedGroups {
  /** All letters that fit, by consumer, reason and error; most letters first. */
  groups(filter: DeadLetterFilter): Promise<readonly DeadLetterGroup[]>;
  /** Letters were replayed or discarded. */
  changed(): void;
}

export interface RememberedGroupsOptions {
  readonly deadLetters: Pick<SqsDeadLetters, "sweep" | "walk">;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** The queues are looked through for what the table does not know: each look costs requests, and hides what it sees. */
const sweepMilliseconds = 30_000;
/** Every letter is read to be grouped: ten thousand of them are read every 100 seconds at most, a few each time. */
const millisecondsPerLetter = 10;
const fewLetters = 500;
/** Filters whose groups are remembered: a console asks for one at a time. */
const mostFilters = 20;

/** Groups for a page that asks every few seconds: what is asked costs more the more letters there are. */
export function createRememberedGroups({ deadLetters, now }: RememberedGroupsOptions): RememberedGroups {
  const sweeps = new Map<string, Remembered<void>>();
  const known = new Map<string, Remembered<readonly DeadLetterGroup[]>>();

  const group = async (filter: DeadLetterFilter): Promise<readonly DeadLetterGroup[]> => {
    const { consumer, ids } = filter;
    const sweep = remembered(sweeps, JSON.stringify([consumer, ids]), () =>
      remember(sweepMilliseconds, now, () => deadLetters.sweep(filter)),
    );
    await sweep.ask();
    const groups = createLetterGroups();
    for await (const letter of deadLetters.walk(filter)) groups.add(letterSummary(letter, now()));
    return groups.groups();
  };

  return {
    groups: (filter) =>
      remembered(known, JSON.stringify(filter), () =>
        remember(groupsMilliseconds, now, () => group(filter)),
      ).ask(),
    changed: () => known.clear(),
  };
}

function groupsMilliseconds(groups: readonly DeadLetterGroup[]): number {
  const letters = groups.reduce((sum, { count }) => sum + count, 0);
  return letters < fewLetters ? 0 : letters * millisecondsPerLetter;
}

function remembered<Value>(
  all: Map<string, Remembered<Value>>,
  key: string,
  create: () => Remembered<Value>,
): Remembered<Value> {
  const found = all.get(key);
  if (found !== undefined) return found;
  if (all.size >= mostFilters) all.clear();
  const created = create();
  all.set(key, created);
  return created;
}
