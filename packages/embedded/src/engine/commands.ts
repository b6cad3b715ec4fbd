import type { DeadLetterChange, DeadLetterFilter } from "@hookyard/core";
import type { AuditAction } from "@hookyard/core/operator/audit";
import type { LetterEdit, LetterSending } from "@hookyard/core/port/replays";
import type { Job } from "@hookyard/core/replay/job";
import type { LaneNote } from "../database/jobs.ts";
import type { EventPack } from "../database/resends.ts";
import type { NewRefusedRequest } from "../database/refused-requests.ts";
import type { LetterChange } from "../database/dead-letters.ts";
import type { Store } from "../database/store.ts";

/** What an operator tells the engine to change. Plain data: it crosses threads. */
export type Command =
  | { readonly kind: "replay_dead_letters"; readonly filter: DeadLetterFilter; readonly limit: number }
  | {
      readonly kind: "discard_dead_letters";
      readonly filter: DeadLetterFilter;
      readonly limit: number;
      readonly reason: string;
    }
  | {
      readonly kind: "lease_dead_letters";
      readonly filter: DeadLetterFilter;
      readonly limit: number;
      /** Milliseconds since 1970. */
      readonly until: number;
      readonly holder: string | undefined;
    }
  | {
      readonly kind: "give_back_dead_letters";
      readonly ids: readonly string[];
      readonly holder: string | undefined;
    }
  | { readonly kind: "send_letters"; readonly sending: LetterSending }
  | { readonly kind: "send_events"; readonly pack: EventPack }
  | { readonly kind: "send_edited"; readonly edit: LetterEdit }
  | { readonly kind: "add_job"; readonly job: Job }
  | { readonly kind: "update_job"; readonly job: Job }
  | { readonly kind: "note_lane"; readonly job: string; readonly consumer: string; readonly note: LaneNote }
  | { readonly kind: "pause_consumer"; readonly consumer: string }
  | { readonly kind: "resume_consumer"; readonly consumer: string }
  | { readonly kind: "keep_refused"; readonly refused: NewRefusedRequest }
  | { readonly kind: "discard_refused"; readonly ids: readonly string[] }
  | { readonly kind: "begin_audit"; readonly action: AuditAction }
  | { readonly kind: "end_audit"; readonly id: string; readonly outcome: string };

/** Ids of refused requests that a command kept or let go. */
export interface RefusedIds {
  readonly ids: readonly string[];
}

/** Carries out a command; inside the caller's transaction. `now`: milliseconds since 1970. */
export function runCommand(store: Store, command: Command, now: number): unknown {
  switch (command.kind) {
    case "replay_dead_letters":
      return plain(store.deadLetters.replay(command.filter, command.limit, now));
    case "discard_dead_letters":
      return plain(store.deadLetters.discard(command.filter, command.limit, command.reason, now));
    case "lease_dead_letters": {
      const { filter, limit, until, holder } = command;
      const lease = { until, ...(holder !== undefined && { holder }) };
      return plain(store.deadLetters.lease(filter, limit, lease, now));
    }
    case "give_back_dead_letters":
      return store.deadLetters.giveBack(command.ids, command.holder);
    case "send_letters":
      return store.resends.letters(command.sending, now);
    case "send_events":
      return store.resends.events(command.pack, now);
    case "send_edited":
      return store.resends.edited(command.edit, now);
    case "add_job":
      return store.jobs.add(command.job);
    case "update_job":
      return store.jobs.update(command.job);
    case "note_lane":
      return store.jobs.note(command.job, store.consumers.number(command.consumer), command.note);
    case "pause_consumer":
      return store.pauses.pause(command.consumer, now);
    case "resume_consumer":
      return store.pauses.resume(command.consumer);
    case "keep_refused":
      return { ids: [store.refusedRequests.keep(command.refused)] } satisfies RefusedIds;
    case "discard_refused":
      return { ids: store.refusedRequests.discard(command.ids) } satisfies RefusedIds;
    case "begin_audit":
      return store.audit.begin(command.action, now);
    case "end_audit":
      return store.audit.end(command.id, command.outcome);
  }
}

function plain({ changed, left }: LetterChange): DeadLetterChange {
  return { ids: changed.map(({ id }) => id), left };
}
