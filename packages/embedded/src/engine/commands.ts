import type { DeadLetterChange, DeadLetterFilter } from "@hookyard/core";
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
    };

/** Carries out a command; inside the caller's transaction. `now`: milliseconds since 1970. */
export function runCommand(store: Store, command: Command, now: number): DeadLetterChange {
  switch (command.kind) {
    case "replay_dead_letters":
      return plain(store.deadLetters.replay(command.filter, command.limit, now));
    case "discard_dead_letters":
      return plain(store.deadLetters.discard(command.filter, command.limit, command.reason, now));
  }
}

function plain({ changed, left }: LetterChange): DeadLetterChange {
  return { ids: changed.map(({ id }) => id), left };
}
