import { listAt, optionalTextAt, textAt, timeAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import { readJson } from "../api/read-body.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";

/**
 * The messages of a webhook that failed for good; those that succeeded were answered by us. A message has the document
 * and neither the operation nor the key that its request had in headers, so the event is named by nobody: there is a gap
 * to see, document by document, and nothing to bring in.
 *
 * Path and fields read in Sanity's own command line (`sanity hook logs`). It has no pages. How long messages are kept is
 * not documented.
 * @see https://www.sanity.io/docs/http-reference/webhooks
 */
export function sanityMessages(api: ApiClient, webhook: string): DeliveryLog {
  return {
    reachDays: 3,
    hasBodies: false,
    isOfEndpoint: true,
    page: ({ since, until }) =>
      api.send(
        { does: "list a webhook's messages", method: "GET", path: `${webhook}/messages` },
        ({ json }) => ({
          events: listAt(json, "")
            .map((item) => ({
              logId: textAt(item, "id"),
              type: "unknown",
              time: timeAt(item, "createdAt"),
              status: textAt(item, "status"),
              code: optionalTextAt(item, "resultCode"),
              // A projection may leave it out, or be no object.
              subject: optionalTextAt(readJson(optionalTextAt(item, "payload") ?? "") ?? null, "_id"),
            }))
            .filter(({ time, status }) => status === "failure" && time >= since && time < until)
            .map(({ logId, type, time, code, subject }) => ({
              logId,
              type,
              time,
              ...(subject !== undefined && { subject }),
              failure: code === undefined || code === "0" ? "no answer" : `answered ${code}`,
            })),
        }),
      ),
  };
}
