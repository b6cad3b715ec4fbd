import type { Json } from "@hookyard/core";
import { isTrueAt, listAt, objectAt, optionalTextAt, textAt, timeAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { DeliveryLog, LoggedEvent } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";

/** So many pages of failed attempts are read at most: they say why, and nothing depends on it. */
const mostAttemptPages = 10;

/**
 * The program's events, newest first behind a token, which is the webhook's id (from memory: both are Svix's); each is
 * sent again to one subscription. Its webhook holds the payload, and says its type.
 * (Paths and fields read in lithic 0.145.0. How far back events reach is not documented.)
 * @see https://docs.lithic.com/reference/getevents
 */
export function lithicEvents(api: ApiClient, subscription: string | undefined): DeliveryLog {
  let failures: Promise<ReadonlyMap<string, string>> | undefined;
  return {
    reachDays: 30,
    hasBodies: true,
    async page({ since, until }, cursor) {
      failures ??= subscription === undefined ? undefined : failedAttempts(api, subscription, since);
      const why = await failures;
      return api.send(
        {
          does: "list its events",
          method: "GET",
          path: "/v1/events",
          query: {
            begin: justBefore(since),
            end: until.toISOString(),
            page_size: "100",
            with_content: "true",
            starting_after: cursor,
          },
        },
        ({ json }) => {
          const events = listAt(json, "data").map((item) => readEvent(item, why));
          const last = events.at(-1);
          return {
            events: events.filter(({ time }) => time >= since && time < until),
            ...(isTrueAt(json, "has_more") && last !== undefined && { next: last.logId }),
          };
        },
      );
    },
    ...(subscription !== undefined && {
      redeliver: ({ logId }) =>
        api.send(
          {
            does: "resend an event",
            method: "POST",
            path: `/v1/events/${encodeURIComponent(logId)}/event_subscriptions/${encodeURIComponent(subscription)}/resend`,
            isRepeatable: true,
          },
          () => undefined,
        ),
    }),
  };
}

function readEvent(item: Json, why: ReadonlyMap<string, string> | undefined): LoggedEvent {
  const token = textAt(item, "token");
  const type = textAt(item, "event_type");
  const failure = why?.get(token);
  return {
    logId: token,
    providerId: token,
    type,
    time: timeAt(item, "created"),
    ...(failure !== undefined && { failure }),
    request: requestOf({ event_type: type, ...objectAt(item, "payload") }, { "webhook-id": token }),
  };
}

/** Of each event that a subscription did not get at once: how its last failed attempt ended. Newest first. */
async function failedAttempts(
  api: ApiClient,
  subscription: string,
  since: Date,
): Promise<ReadonlyMap<string, string>> {
  const failures = new Map<string, string>();
  let after: string | undefined;
  for (let page = 0; page < mostAttemptPages; page++) {
    after = await api.send(
      {
        does: "list failed attempts",
        method: "GET",
        path: `/v1/event_subscriptions/${encodeURIComponent(subscription)}/attempts`,
        query: { status: "FAILED", begin: justBefore(since), page_size: "100", starting_after: after },
      },
      ({ json }) => {
        const attempts = listAt(json, "data");
        for (const item of attempts) {
          const event = textAt(item, "event_token");
          const code = optionalTextAt(item, "response_status_code") ?? "0";
          if (!failures.has(event)) failures.set(event, code === "0" ? "no answer" : `answered ${code}`);
        }
        const last = attempts.at(-1);
        return isTrueAt(json, "has_more") && last !== undefined ? textAt(last, "token") : undefined;
      },
    );
    if (after === undefined) break;
  }
  return failures;
}

/** Its `begin` leaves out what happened at that very moment. */
function justBefore(since: Date): string {
  return new Date(since.getTime() - 1000).toISOString();
}
