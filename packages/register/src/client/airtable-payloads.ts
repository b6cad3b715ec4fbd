import { isTrueAt, listAt, textAt, timeAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";
import { requestOf } from "../reconcile/recorded-request.ts";

/** The most that Airtable gives at once. */
const perPage = "50";

/**
 * What changed under one webhook in the last seven days, oldest first behind a number that only grows. A notification
 * says that something changed and not what, and one stands for any number of changes: so the last change of the window is
 * the only one that is asked for, and it has been told by any notification that came later. What is brought in for it is
 * a notification of the change's own time; one that comes late all the same is a second one, which makes a consumer look
 * and find nothing. Looking at the list keeps the webhook from ending, as reading it does.
 * @see https://airtable.com/developers/web/api/list-webhook-payloads
 */
export function airtablePayloads(
  api: ApiClient,
  { path, base, webhook }: { readonly path: string; readonly base: string; readonly webhook: string },
): DeliveryLog {
  return {
    reachDays: 7,
    hasBodies: true,
    isOfEndpoint: true,
    page: ({ since, until }, position) => {
      const [cursor, before] = position?.split("|", 2) ?? [];
      return api.send(
        {
          does: "list its payloads",
          method: "GET",
          path: `${path}/${encodeURIComponent(webhook)}/payloads`,
          query: { limit: perPage, cursor },
        },
        ({ json }) => {
          const times = listAt(json, "payloads").map((payload) => ({
            text: textAt(payload, "timestamp"),
            time: timeAt(payload, "timestamp"),
          }));
          const isPast = times.some(({ time }) => time >= until);
          const here = times.findLast(({ time }) => time >= since && time < until)?.text;
          const last = here ?? (before === "" ? undefined : before);
          if (isTrueAt(json, "mightHaveMore") && times.length > 0 && !isPast)
            return { events: [], next: `${textAt(json, "cursor")}|${last ?? ""}` };
          if (last === undefined) return { events: [] };
          return {
            events: [
              {
                logId: last,
                type: "notification",
                subject: base,
                time: new Date(last),
                isToldByLater: true,
                request: requestOf({ base: { id: base }, webhook: { id: webhook }, timestamp: last }),
              },
            ],
          };
        },
      );
    },
  };
}
