import { nearest } from "@hookyard/core/router/did-you-mean";
import { UsageError } from "../failure.ts";

/**
 * Refuses words after a command that takes none. On a group's default command they are most likely a subcommand that
 * was mistyped, or the id of something to show.
 */
export function refuseWords(
  group: string,
  words: readonly string[],
  subcommands: readonly string[],
  isId: (word: string) => boolean,
): void {
  const [word] = words;
  if (word === undefined) return;
  if (isId(word)) throw new UsageError(`To look at one, write: hookyard ${group} show ${word}`);
  const meant = nearest(word, subcommands);
  const hint = meant === undefined ? `There are: ${subcommands.join(", ")}.` : `Did you mean "${meant}"?`;
  throw new UsageError(`hookyard ${group} has no subcommand "${word}". ${hint}`);
}
