import { OperatorError } from "@hookyard/core/operator/operator-error";
import type { EventsFrom, ReplayedEvents } from "@hookyard/core/replay/replay-request";

/** What the choice between the event table and EventBridge's archive is made from. Times are milliseconds since 1970. */
export interface WayOptions {
  readonly what: ReplayedEvents;
  readonly again: boolean;
  /** What the table has forgotten: events received before. */
  readonly tableSince: number;
  /** The same of the archive. Rejects where there is no archive that can be asked. */
  readonly archiveSince: () => Promise<number>;
  /** Whether the table has more events in the window than this. */
  readonly hasMoreThan: (count: number) => Promise<boolean>;
}

export interface Way {
  readonly from: EventsFrom;
  /** For people. */
  readonly why: string;
}

/**
 * More than this go by the archive: at the rate that is the default, the table way takes ten minutes for so many, which
 * is what one may have to wait for the archive to be fresh.
 */
export const mostFromTable = 60_000;

/**
 * Which way serves a replay of accepted events:
 *
 * 1. the one that was asked for;
 * 2. the archive, for what the table has forgotten;
 * 3. the table, for a type or a source: the archive can only be asked for times and rules, so it would send everything;
 * 4. the archive, for a great many: EventBridge sends them by itself;
 * 5. the table for the rest: exact, counted beforehand, at a rate, and at once.
 *
 * Throws `OperatorError` where that way cannot serve it, or where nobody knows any more what consumers have done.
 */
export async function chooseWay(options: WayOptions): Promise<Way> {
  const { what, tableSince, hasMoreThan } = options;
  const { since, type, source } = what.query;
  if (what.from === "table") return { from: "table", why: "it was asked for" };
  if (what.from === "archive") return byArchive("it was asked for", options);
  if (Date.parse(since) < tableSince)
    return byArchive(`the event table begins at ${minuteOf(tableSince)}`, options);
  if (type !== undefined || source !== undefined) {
    return { from: "table", why: "the archive knows no types and no sources" };
  }
  return (await hasMoreThan(mostFromTable))
    ? byArchive(`there are more than ${mostFromTable.toLocaleString("en")} events`, options)
    : { from: "table", why: "it is exact, and keeps to a rate" };
}

async function byArchive(why: string, { what, again, tableSince, archiveSince }: WayOptions): Promise<Way> {
  const since = Date.parse(what.query.since);
  const oldest = await archiveSince();
  if (Date.parse(what.query.until) <= oldest) {
    throw refused("until", `EventBridge's archive begins at ${minuteOf(oldest)}: there is nothing before`);
  }
  if (since < tableSince && !again) {
    throw refused(
      "again",
      `what consumers did with events received before ${minuteOf(tableSince)} is forgotten, so nobody can leave out what is done. Add --again to have all of them run, or begin later`,
    );
  }
  return { from: "archive", why };
}

function refused(field: string, message: string): OperatorError {
  return new OperatorError("request_invalid", message, { fields: [{ field, message }] });
}

function minuteOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 16)}Z`;
}
