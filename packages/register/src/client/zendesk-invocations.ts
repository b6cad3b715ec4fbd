import type { Json } from "@hookyard/core";
import { isTrueAt, listAt, optionalListAt, optionalTextAt, textAt, valueAt } from "../api/answer.ts";
import { readJson } from "../api/read-body.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { DeliveryLog, LoggedEvent, RecordedRequest } from "../reconcile/delivery-log.ts";

/**
 * The invocations of a webhook that failed, of the last seven days: those that succeeded were answered by us. What was
 * sent is in their attempts.
 * @see https://developer.zendesk.com/api-reference/webhooks/webhooks-api/webhook_invocations/
 */
export function zendeskInvocations(api: ApiClient, webhook: string): DeliveryLog {
  const path = `${webhook}/invocations`;
  return {
    reachDays: 7,
    hasBodies: true,
    isOfEndpoint: true,
    async page({ since, until }, cursor) {
      const { invocations, next } = await api.send(
        {
          does: "list failed invocations",
          method: "GET",
          path,
          query: {
            "filter[status]": "failed",
            "filter[from_ts]": since.toISOString(),
            "filter[to_ts]": until.toISOString(),
            "page[size]": "100",
            "page[after]": cursor,
          },
        },
        ({ json }) => ({
          invocations: listAt(json, "invocations").map((item) => ({
            logId: textAt(item, "id"),
            time: new Date(optionalTextAt(item, "latest_completed_at") ?? textAt(item, "created_at")),
            code: optionalTextAt(item, "status_code"),
          })),
          next: isTrueAt(json, "meta.has_more") ? optionalTextAt(json, "meta.after_cursor") : undefined,
        }),
      );
      const events: LoggedEvent[] = [];
      for (const { logId, time, code } of invocations) {
        const request = await api.send(
          {
            does: "read an invocation's attempts",
            method: "GET",
            path: `${path}/${encodeURIComponent(logId)}/attempts`,
          },
          ({ json }) => requestIn(json),
        );
        const body = readJson(request?.body ?? "") ?? {};
        const providerId = optionalTextAt(body, "id");
        events.push({
          logId,
          ...(providerId !== undefined && { providerId }),
          type: (optionalTextAt(body, "type") ?? "unknown").replace(/^zen:event-type:/, ""),
          time,
          failure: code === undefined ? "no attempt succeeded" : `answered ${code}`,
          ...(request !== undefined && { request }),
        });
      }
      return { events, ...(next !== undefined && { next }) };
    },
  };
}

/** Any attempt holds it: all of one invocation send the same. */
function requestIn(json: Json): RecordedRequest | undefined {
  const sent = optionalListAt(json, "attempts").find((each) => valueAt(each, "request") !== undefined);
  if (sent === undefined) return undefined;
  return {
    headers: [["content-type", "application/json"]],
    body: optionalTextAt(sent, "request.payload") ?? textAt(sent, "request.body"),
  };
}
