import { ConfigError, type Json } from "@hookyard/core";
import { bigcommerce } from "@hookyard/core/provider/bigcommerce";
import { AnswerShapeError, listAt, objectAt, optionalTextAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { DeliveryLog, LoggedEvent } from "../reconcile/delivery-log.ts";
import { recordedIdentity } from "../reconcile/recorded-identity.ts";
import { requestOf } from "../reconcile/recorded-request.ts";

/** A webhook, and whether what it could not deliver is kept. */
interface KeptWebhook {
  readonly scope: string;
  readonly keepsHistory: boolean;
}

/** How often it is begun anew where the list changes while it is read: it may go on changing. */
const mostBeginnings = 5;

/**
 * What was sent and not received, for at least a week, of all the API account's webhooks that have
 * `events_history_enabled`; BigCommerce calls the list deprecated. Pages have numbers and no order that is documented, so
 * where the total changes it is begun anew: nothing may slip from one page to one that was read.
 * @see https://developer.bigcommerce.com/docs/rest-management/webhooks/events
 */
export function bigcommerceEvents(
  api: ApiClient,
  hooks: string,
  { source, webhooks }: { readonly source: string; readonly webhooks: () => Promise<readonly KeptWebhook[]> },
): DeliveryLog {
  return {
    reachDays: 7,
    hasBodies: true,
    async page({ since, until }, cursor) {
      if (cursor === undefined) requireHistory(await webhooks(), source);
      const { page, total, beginnings } = positionOf(cursor);
      return api.send(
        {
          does: "list the events that were not received",
          method: "GET",
          path: `${hooks}/events`,
          query: { limit: "250", page: String(page) },
        },
        ({ json }) => {
          const events = listAt(json, "data").map(readEvent);
          const found = optionalTextAt(json, "meta.pagination.total");
          const isLast = page >= Number(optionalTextAt(json, "meta.pagination.total_pages") ?? 1);
          const hasShifted = total !== undefined && found !== total && beginnings < mostBeginnings;
          const following = isLast ? undefined : `${page + 1}|${found ?? ""}|${beginnings}`;
          const next = hasShifted ? `1||${beginnings + 1}` : following;
          return {
            events: events.filter(({ time }) => time >= since && time < until),
            ...(next !== undefined && { next }),
          };
        },
      );
    },
  };
}

/** Without it the list is empty, which would read like nothing missing. */
function requireHistory(webhooks: readonly KeptWebhook[], source: string): void {
  const without = webhooks.filter(({ keepsHistory }) => !keepsHistory).map(({ scope }) => scope);
  if (without.length === 0) return;
  throw new ConfigError(
    `BigCommerce keeps nothing of what could not be delivered of ${without.join(", ")}: events_history_enabled is off. Register anew: npx hookyard register ${source} --remove, then again without --remove`,
  );
}

function positionOf(cursor = "1||0"): {
  readonly page: number;
  readonly total: string | undefined;
  readonly beginnings: number;
} {
  const [page = "1", total = "", beginnings = "0"] = cursor.split("|");
  return {
    page: Number(page),
    total: total === "" ? undefined : total,
    beginnings: Number(beginnings),
  };
}

function readEvent(item: Json): LoggedEvent {
  const { id, type, time } = recordedIdentity(bigcommerce, item);
  if (id === undefined) throw new AnswerShapeError("data.hash", "text");
  if (time === undefined) throw new AnswerShapeError("data.created_at", "a time");
  return {
    logId: id,
    providerId: id,
    type,
    time,
    failure: "not received, by BigCommerce",
    request: requestOf(objectAt(item, "")),
  };
}
