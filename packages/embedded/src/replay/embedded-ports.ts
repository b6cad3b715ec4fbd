import { type DeadLetters, matchingConsumers, parseEvent, type Router } from "@hookyard/core";
import type { Jobs } from "@hookyard/core/port/jobs";
import type { Replays } from "@hookyard/core/port/replays";
import { createPostEvent } from "@hookyard/core/replay/post-event";
import type { ReplayPorts } from "@hookyard/core/replay/replay-ports";
import type { WantedBy } from "../database/wants.ts";
import type { Command } from "../engine/commands.ts";
import type { Reader } from "../reader/reader.ts";

export interface EmbeddedPortsOptions {
  /** Looks; in a thread of its own while the engine runs. */
  readonly reader: Reader;
  /** Changes; through the engine while it runs. */
  readonly command: <Result>(command: Command) => Promise<Result>;
  /** Absent when only the database is at hand. */
  readonly router?: Router;
  readonly fetch: typeof fetch;
}

/** What replay works with, on SQLite: every sending is one transaction with the job's counts, so none is done twice. */
export function createEmbeddedPorts(options: EmbeddedPortsOptions): ReplayPorts {
  const { router } = options;
  return {
    jobs: createJobs(options),
    replays: createReplays(options),
    letters: createDeadLetters(options),
    post: createPostEvent(options.fetch),
    ...(router !== undefined && { match: (text) => matchingConsumers(router, parseEvent(text)) }),
  };
}

function createJobs({ reader, command }: EmbeddedPortsOptions): Jobs {
  return {
    add: (job) => command({ kind: "add_job", job }),
    get: (id) => reader.ask("job", id),
    list: (page) => reader.ask("jobs", page),
    update: (job) => command({ kind: "update_job", job }),
  };
}

function createReplays({ reader, command, router }: EmbeddedPortsOptions): Replays {
  /** A consumer that the router does not have wants nothing. */
  const wantedBy = (name: string): WantedBy => ({
    name,
    pattern: router?.consumers[name]?.pattern ?? { type: [""] },
  });
  return {
    countLetters: (filter, cursor) => reader.ask("countLetters", filter, cursor),
    async sendLetters(sending) {
      const ids = await command<readonly string[]>({ kind: "send_letters", sending });
      return { ids, maybeTwice: [] };
    },
    countEvents: (query, { consumers, ...options }) =>
      reader.ask("countEvents", query, consumers.map(wantedBy), options),
    countOthers: (filter, { consumers, ...options }) =>
      reader.ask("countOthers", filter, consumers.map(wantedBy), options),
    async sendEvents({ job, consumer, query, limit, again }) {
      const from = await reader.ask("jobPosition", job, consumer);
      const next = await reader.ask("nextEvents", {
        query,
        consumer: wantedBy(consumer),
        from,
        limit,
        again,
      });
      const { sequences, skipped, upto, isDrained } = next;
      const pack = { job, consumer, sequences, skipped, from, upto, again };
      const sent = upto === from ? 0 : await command<number>({ kind: "send_events", pack });
      return { sent, maybeTwice: [], isDrained };
    },
    async notePosted({ job, consumer, done, failed, upto }) {
      const note = { sent: done + failed, done, failed, position: upto };
      await command({ kind: "note_lane", job, consumer, note });
    },
    postedUpto: (job, consumer) => reader.ask("jobPosition", job, consumer),
    progress: (job) => reader.ask("jobProgress", job),
    backlogAgeSeconds: (consumers) => reader.ask("backlogAges", consumers),
    texts: (ids) => reader.ask("texts", ids),
    sendEdited: (edit) => command({ kind: "send_edited", edit }),
  };
}

function createDeadLetters({ reader, command }: EmbeddedPortsOptions): DeadLetters {
  return {
    list: (filter, page) => reader.ask("deadLetters", filter, page),
    lease: (filter, limit, until, holder) =>
      command({ kind: "lease_dead_letters", filter, limit, until: until.getTime(), holder }),
    giveBack: (ids, holder) => command({ kind: "give_back_dead_letters", ids, holder }),
    replay: (filter, limit) => command({ kind: "replay_dead_letters", filter, limit }),
    discard: (filter, limit, reason) => command({ kind: "discard_dead_letters", filter, limit, reason }),
  };
}
