import { normalMessage } from "@hookyard/core/operator/normal-message";
import type { DeadLetterGroup, DeadLetterSummary } from "@hookyard/core/operator/operator";
import { deliveryIdOf } from "../deliveries/delivery-id.ts";
import { type DeliveryRecord, iso } from "../deliveries/delivery-record.ts";

/** What a list shows of a letter. `now`: milliseconds since 1970. */
export function letterSummary(letter: DeliveryRecord, now: number): DeadLetterSummary {
  const { eventId, consumer, type, source, reason = "", failure, deadTime = 0, checkedOut } = letter;
  const version = letter.attempts.at(-1)?.version;
  return {
    id: deliveryIdOf(eventId, consumer),
    consumer,
    eventId,
    type,
    source,
    reason,
    errorName: failure?.name ?? "",
    errorMessage: failure?.message ?? "",
    deadTime: iso(deadTime),
    attempts: letter.attempt,
    replay: letter.replay,
    ...(version !== undefined && { version }),
    ...(checkedOut !== undefined &&
      checkedOut.job === undefined &&
      checkedOut.until > now && { leasedUntil: iso(checkedOut.until) }),
  };
}

/** Letters counted by consumer, reason and error, one after the other; most letters first. */
export interface LetterGroups {
  add(letter: DeadLetterSummary): void;
  groups(): readonly DeadLetterGroup[];
}

/** More types, or deploys, than this in one group are not named one by one. */
const maxShown = 20;

interface Group {
  readonly first: DeadLetterSummary;
  readonly errorMessage: string;
  last: DeadLetterSummary;
  count: number;
  readonly types: Set<string>;
  readonly versions: Set<string>;
}

/** Takes letters oldest first. */
export function createLetterGroups(): LetterGroups {
  const groups = new Map<string, Group>();
  return {
    add(letter) {
      const errorMessage = normalMessage(letter.errorMessage);
      const name = JSON.stringify([letter.consumer, letter.reason, letter.errorName, errorMessage]);
      let group = groups.get(name);
      if (group === undefined) {
        group = {
          first: letter,
          errorMessage,
          last: letter,
          count: 0,
          types: new Set(),
          versions: new Set(),
        };
        groups.set(name, group);
      }
      group.count += 1;
      group.last = letter;
      if (group.types.size < maxShown) group.types.add(letter.type);
      if (letter.version !== undefined && group.versions.size < maxShown) group.versions.add(letter.version);
    },
    groups: () =>
      [...groups.values()]
        .sort(
          (one, other) => other.count - one.count || one.first.deadTime.localeCompare(other.first.deadTime),
        )
        .map(({ first, last, errorMessage, count, types, versions }) => ({
          consumer: first.consumer,
          reason: first.reason,
          errorName: first.errorName,
          errorMessage,
          types: [...types].sort(),
          count,
          firstTime: first.deadTime,
          lastTime: last.deadTime,
          sample: first.id,
          ...(versions.size > 0 && { versions: [...versions].sort() }),
        })),
  };
}
