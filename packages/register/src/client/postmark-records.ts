import { ConfigError, type Json } from "@hookyard/core";
import { listAt, objectAt, optionalTextAt, textAt, timeAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { DeliveryLog, LoggedEvent } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";

const perPage = 500;
/** Postmark counts no further than this, of one question. */
const mostListed = 10_000;
const dayMilliseconds = 86_400_000;

/** What is listed: where, and how an entry is read. */
interface Kind {
  readonly does: string;
  readonly path: string;
  readonly items: string;
  readonly query: Readonly<Record<string, string>>;
  readonly read: (item: Json, day: string) => LoggedEvent;
}

const kinds: readonly Kind[] = [
  { does: "list its bounces", path: "/bounces", items: "Bounces", query: {}, read: readBounce },
  {
    does: "list inbound messages that failed",
    path: "/messages/inbound",
    items: "InboundMessages",
    query: { status: "failed" },
    read: readInbound,
  },
];

/**
 * Postmark's bounces and spam complaints, whose ids are those of the webhooks, and the inbound messages that it gave up
 * sending to us, which it can send again. Of deliveries, opens and clicks it lists nothing that a webhook could be
 * compared with. It filters by whole days of its own time zone, so each day that the window may touch is asked for by
 * itself, newest first by position: what comes meanwhile moves entries to a later page, never to an earlier one.
 * (Bounces' fields from third-party code; that a complaint stands among the bounces, from memory.)
 * @see https://postmarkapp.com/developer/api/bounce-api#bounces
 * @see https://postmarkapp.com/developer/api/messages-api#inbound-message-search
 */
export function postmarkRecords(api: ApiClient): DeliveryLog {
  return {
    reachDays: 45, // https://postmarkapp.com/blog/messages-api-enhancements-inbound-wildcard
    hasBodies: true,
    async page({ since, until }, cursor) {
      const [position = "0", day = dayOf(since, -1), offset = "0"] = (cursor ?? "0").split("|");
      const kind = kinds[Number(position)];
      if (kind === undefined) return { events: [] };
      const skipped = Number(offset);
      if (skipped + perPage > mostListed)
        throw new ConfigError(
          `Postmark lists ${mostListed} entries of one day, and ${day} has more: what lies beyond cannot be compared`,
        );
      const listed = await listDay(api, kind, day, skipped);
      const isFull = listed.length >= perPage;
      const following = isFull
        ? `${position}|${day}|${skipped + perPage}`
        : nextDay(Number(position), day, dayOf(until, 1));
      return {
        events: listed.filter(({ time }) => time >= since && time < until),
        ...(following !== undefined && { next: following }),
      };
    },
    // Bounces are told once, and inbound messages as often as they are asked for.
    redeliver: async ({ type, logId }) =>
      type !== inboundType
        ? "unavailable"
        : api.send(
            {
              does: "retry an inbound message",
              method: "PUT",
              path: `/messages/inbound/${encodeURIComponent(logId)}/retry`,
            },
            () => undefined,
          ),
  };
}

const inboundType = "Inbound";

function listDay(api: ApiClient, kind: Kind, day: string, offset: number): Promise<readonly LoggedEvent[]> {
  return api.send(
    {
      does: kind.does,
      method: "GET",
      path: kind.path,
      query: { ...kind.query, count: String(perPage), offset: String(offset), fromdate: day, todate: day },
    },
    ({ json }) => listAt(json, kind.items).map((item) => kind.read(item, day)),
  );
}

/** Behind the last page of a day: the next day, else the next kind from its first day on. */
function nextDay(position: number, day: string, last: string): string | undefined {
  if (day < last) return `${position}|${dayOf(new Date(day), 1)}`;
  return position + 1 < kinds.length ? String(position + 1) : undefined;
}

/** The day in UTC, so many days on: that of any time zone is at most one off. */
function dayOf(date: Date, days: number): string {
  return new Date(date.getTime() + days * dayMilliseconds).toISOString().slice(0, 10);
}

function readBounce(item: Json): LoggedEvent {
  const id = textAt(item, "ID");
  const type = optionalTextAt(item, "Type") === "SpamComplaint" ? "SpamComplaint" : "Bounce";
  return {
    logId: id,
    providerId: `${type}:${id}`,
    type,
    time: timeAt(item, "BouncedAt"),
    request: requestOf({ ...objectAt(item, ""), RecordType: type }),
  };
}

/**
 * The list does not say when it came, only what its sender wrote into `Date`: where that is not of the day under which
 * Postmark has it, the middle of that day stands in. Its attachments are in no list, so it is sent again or not at all.
 */
function readInbound(item: Json, day: string): LoggedEvent {
  const id = textAt(item, "MessageID");
  const noon = new Date(day).getTime() + dayMilliseconds / 2;
  const written = Date.parse(optionalTextAt(item, "Date") ?? "");
  const isOfDay = Math.abs(written - noon) <= dayMilliseconds;
  return {
    logId: id,
    subject: id,
    type: inboundType,
    time: new Date(isOfDay ? written : noon),
    failure: "no attempt was answered with 200",
    wasSent: true,
  };
}
