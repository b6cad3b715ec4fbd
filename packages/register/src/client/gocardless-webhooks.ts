import type { Json } from "@hookyard/core";
import { isTrueAt, listAt, optionalListAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import { readJson } from "../api/read-body.ts";
import type { DeliveryLog } from "../reconcile/delivery-log.ts";

/** Each holds its request, of up to 250 events. */
const perPage = "50";
/** A webhook is made within minutes of its events; the clocks of one provider hardly differ. */
const beforeMilliseconds = 60_000;
const afterMilliseconds = 3_600_000;

interface SentWebhook {
  readonly id: string;
  readonly isSuccessful: boolean;
}

/**
 * Has GoCardless send the webhook again that an event was in: the one that failed, else each that held it (an account
 * may have several endpoints). A webhook with several such events is sent once. `unavailable` where no webhook within an
 * hour of the event held it.
 * (Paths and fields read in gocardless-nodejs 10.1.2; how soon a webhook follows its events, from memory.)
 * @see https://developer.gocardless.com/api-reference/#webhooks-retry-a-webhook
 */
export function gocardlessRedelivery(api: ApiClient): NonNullable<DeliveryLog["redeliver"]> {
  const webhooksOf = new Map<string, SentWebhook[]>();
  const retried = new Set<string>();

  const look = async (time: Date): Promise<void> => {
    const seen = new Set([...webhooksOf.values()].flat().map(({ id }) => id));
    for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
      const page = await listWebhooks(api, time, after);
      for (const { webhook, events } of page.webhooks) {
        if (seen.has(webhook.id)) continue;
        seen.add(webhook.id);
        for (const event of events) webhooksOf.set(event, [...(webhooksOf.get(event) ?? []), webhook]);
      }
      after = page.next === after ? undefined : page.next;
    }
  };

  return async ({ logId, time }) => {
    if (!webhooksOf.has(logId)) await look(new Date(time));
    const held = webhooksOf.get(logId) ?? [];
    if (held.length === 0) return "unavailable";
    const failed = held.filter(({ isSuccessful }) => !isSuccessful);
    for (const { id } of failed.length > 0 ? failed : held) {
      if (retried.has(id)) continue;
      await api.send(
        {
          does: "retry a webhook",
          method: "POST",
          path: `/webhooks/${encodeURIComponent(id)}/actions/retry`,
          json: { data: {} },
          isRepeatable: true,
        },
        () => undefined,
      );
      retried.add(id);
    }
    return undefined;
  };
}

interface WebhookPage {
  readonly webhooks: readonly { readonly webhook: SentWebhook; readonly events: readonly string[] }[];
  readonly next: string | undefined;
}

function listWebhooks(api: ApiClient, time: Date, after: string | undefined): Promise<WebhookPage> {
  const around = (milliseconds: number): string => new Date(time.getTime() + milliseconds).toISOString();
  return api.send(
    {
      does: "list its webhooks",
      method: "GET",
      path: "/webhooks",
      query: {
        limit: perPage,
        is_test: "false",
        "created_at[gte]": around(-beforeMilliseconds),
        "created_at[lt]": around(afterMilliseconds),
        after,
      },
    },
    ({ json }) => ({
      webhooks: listAt(json, "webhooks").map((item) => ({
        webhook: { id: textAt(item, "id"), isSuccessful: isTrueAt(item, "successful") },
        events: eventsIn(item),
      })),
      next: optionalTextAt(json, "meta.cursors.after"),
    }),
  );
}

function eventsIn(webhook: Json): readonly string[] {
  const body = readJson(optionalTextAt(webhook, "request_body") ?? "") ?? null;
  return optionalListAt(body, "events").map((event) => textAt(event, "id"));
}
