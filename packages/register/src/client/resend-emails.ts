import { isTrueAt, listAt, optionalTextAt, textAt, timeAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";

/**
 * Resend lists no webhooks that it sent, so its emails stand in: each should have come as `email.sent`, and as the last
 * thing that happened to it (`email.delivered`). The events' ids are known to nobody: there is a gap to see and nothing
 * to bring in. Newest first, behind an id.
 * @see https://resend.com/docs/api-reference/emails/list-emails
 */
export function resendEmails(api: ApiClient): DeliveryLog {
  return {
    reachDays: 30,
    hasBodies: false,
    page: ({ since, until }, after) =>
      api.send(
        { does: "list its emails", method: "GET", path: "/emails", query: { limit: "100", after } },
        ({ json }) => {
          const emails = listAt(json, "data").map((item) => ({
            id: textAt(item, "id"),
            time: timeAt(item, "created_at"),
            last: optionalTextAt(item, "last_event"),
          }));
          const isPast = emails.some(({ time }) => time < since);
          const last = emails.at(-1);
          return {
            events: emails
              .filter(({ time }) => time >= since && time < until)
              .flatMap(({ id, time, last: state }) =>
                statesOf(state).map((name) => ({
                  logId: id,
                  subject: id,
                  type: `email.${name}`,
                  time,
                })),
              ),
            ...(isTrueAt(json, "has_more") && !isPast && last !== undefined && { next: last.id }),
          };
        },
      ),
  };
}

/** What is only planned was told of by no event but its planning. */
function statesOf(last: string | undefined): readonly string[] {
  if (last === "scheduled" || last === "queued" || last === "canceled") return [];
  return last === undefined || last === "sent" ? ["sent"] : ["sent", last];
}
