import type { DatabaseSync } from "node:sqlite";
import { createAuditReader } from "../database/audit.ts";
import { createHistory } from "../database/history.ts";
import { createJobReader } from "../database/jobs.ts";
import { createLetters } from "../database/letters.ts";
import { type CountOthers, createCountOthers } from "../database/other-counts.ts";
import { createRefusedReader } from "../database/refused-requests.ts";
import { createReplayCounts } from "../database/replay-counts.ts";
import { createReports } from "../database/reports.ts";

type OthersQuestion = readonly [
  filter: Parameters<CountOthers>[0],
  consumers: Parameters<CountOthers>[1],
  options: Parameters<CountOthers>[2],
];

/** Every question that can be asked of the database, by name: one table for the thread and for the direct way. */
export function createQuestions(database: DatabaseSync, now: () => number) {
  const history = createHistory(database);
  const letters = createLetters(database, history);
  const reports = createReports(database);
  const refused = createRefusedReader(database);
  const jobs = createJobReader(database);
  const counts = createReplayCounts(database, history);
  const others = createCountOthers(database);
  return {
    overview: () => ({ ...reports.overview(now()), usedBytes: reports.usedBytes() }),
    sources: () => reports.sources(),
    consumers: () => reports.consumers(now()),
    events: history.events,
    event: history.event,
    eventsAfter: history.eventsAfter,
    deadLetterGroups: (filter: Parameters<typeof letters.groups>[0]) => letters.groups(filter, now()),
    deadLetters: (filter: Parameters<typeof letters.list>[0], page: Parameters<typeof letters.list>[1]) =>
      letters.list(filter, page, now()),
    deadLetter: (id: string) => letters.show(id, now()),
    countLetters: (filter: Parameters<typeof counts.letters>[0], cursor: string | undefined) =>
      counts.letters(filter, cursor, now()),
    countEvents: counts.events,
    countOthers: (...[filter, consumers, options]: OthersQuestion) =>
      others(filter, consumers, options, now()),
    nextEvents: counts.nextEvents,
    texts: counts.texts,
    job: jobs.get,
    jobs: jobs.list,
    jobProgress: jobs.progress,
    jobPosition: jobs.position,
    backlogAges: (consumers: readonly string[]) => reports.backlogAges(consumers, now()),
    refusedRequests: refused.list,
    refusedRequest: refused.show,
    storedRefusedRequest: refused.stored,
    auditEntries: createAuditReader(database),
  };
}

export type Questions = ReturnType<typeof createQuestions>;

/** Answers questions; never changes anything. */
export interface Reader {
  ask<Name extends keyof Questions>(
    name: Name,
    ...values: Parameters<Questions[Name]>
  ): Promise<ReturnType<Questions[Name]>>;
  close(): Promise<void>;
}
