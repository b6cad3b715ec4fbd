import type { DeadLetterChange, DeadLetterFilter } from "@hookyard/core";
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
  | { readonly kind: "keep_refused"; readonly refused: NewRefusedRequest }
  | { readonly kind: "discard_refused"; readonly ids: readonly string[] };

/** Ids of refused requests that a command kept or let go. */
export interface RefusedIds {
  readonly ids: readonly string[];
}

/** Carries out a command; inside the caller's transaction. `now`: milliseconds since 1970. */
export function runCommand(store: Store, command: Command, now: number): DeadLetterChange | RefusedIds {
  switch (command.kind) {
    case "replay_dead_letters":
      return plain(store.deadLetters.replay(command.filter, command.limit, now));
    case "discard_dead_letters":
      return plain(store.deadLetters.discard(command.filter, command.limit, command.reason, now));
    case "keep_refused":
      return { ids: [store.refusedRequests.keep(command.refused)] };
    case "discard_refused":
      return { ids: store.refusedRequests.discard(command.ids) };
  }
}

function plain({ changed, left }: LetterChange): DeadLetterChange {
  return { ids: changed.map(({ id }) => id), left };
}
