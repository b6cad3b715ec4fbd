import type { Json } from "@hookyard/core";
import { listAt, objectAt, optionalTextAt, textAt, timeAt, valueAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { DeliveryLog, LoggedEvent } from "../reconcile/delivery-log.ts";
import { nextByLink } from "./rest.ts";

/**
 * The deliveries of a hook or an app, of the last three days, newest first behind a cursor. A redelivery is a delivery
 * of its own with the same `guid`, which is the id of the event.
 * @see https://docs.github.com/rest/repos/webhooks#list-deliveries-for-a-repository-webhook
 */
export function githubDeliveries(api: ApiClient, path: string): DeliveryLog {
  return {
    reachDays: 3,
    hasBodies: true,
    isOfEndpoint: true,
    page: ({ since, until }, cursor) =>
      api.send(
        {
          does: "list the hook's deliveries",
          method: "GET",
          path,
          query: { per_page: "100", ...(cursor !== undefined && { cursor }) },
        },
        (answer) => {
          const all = listAt(answer.json, "").map(readDelivery);
          const next = nextByLink(answer, { method: "GET", path });
          const position = next === undefined ? null : new URL(next.path).searchParams.get("cursor");
          const isPast = all.some(({ time }) => time < since);
          return {
            events: all.filter(({ time }) => time >= since && time < until),
            ...(position !== null && !isPast && { next: position }),
          };
        },
      ),
    request: ({ logId }) =>
      api.send(
        { does: "read a delivery", method: "GET", path: `${path}/${encodeURIComponent(logId)}` },
        ({ json }) => ({
          headers: [
            ["content-type", "application/json"],
            ...Object.entries(objectAt(json, "request.headers")).flatMap(([name, value]) =>
              typeof value === "string" && !isLeftOut(name) ? [[name.toLowerCase(), value] as const] : [],
            ),
          ],
          body: bodyOf(json),
        }),
      ),
    redeliver: ({ logId }) =>
      api.send(
        {
          does: "redeliver",
          method: "POST",
          path: `${path}/${encodeURIComponent(logId)}/attempts`,
          isRepeatable: true,
        },
        () => undefined,
      ),
  };
}

function readDelivery(item: Json): LoggedEvent {
  const event = textAt(item, "event");
  const action = optionalTextAt(item, "action");
  const status = Number(optionalTextAt(item, "status_code") ?? 0);
  const isDelivered = status >= 200 && status < 300;
  return {
    logId: textAt(item, "id"),
    providerId: textAt(item, "guid"),
    type: action === undefined || action === "" ? event : `${event}.${action}`,
    time: timeAt(item, "delivered_at"),
    ...(!isDelivered && { failure: optionalTextAt(item, "status") ?? `answered ${status}` }),
  };
}

// The body is read as JSON whatever the hook's content type was, so the header has to say so too.
function bodyOf(json: Json): string {
  return JSON.stringify(valueAt(json, "request.payload") ?? {});
}

function isLeftOut(name: string): boolean {
  return /^(?:x-hub-signature|content-type|content-length)/i.test(name);
}
