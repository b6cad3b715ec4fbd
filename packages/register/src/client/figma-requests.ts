import type { Json } from "@hookyard/core";
import { figma } from "@hookyard/core/provider/figma";
import { listAt, objectAt, optionalTextAt, timeAt, valueAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type { DeliveryLog, LoggedEvent } from "../reconcile/delivery-log.ts";
import { recordedIdentity } from "../reconcile/recorded-identity.ts";
import { requestOf } from "../reconcile/recorded-request.ts";

/** One try, with when it was made. */
type Attempt = LoggedEvent & { readonly sentAt: Date };

/**
 * The requests of the last seven days, with what was sent: webhook by webhook, each whole, since Figma has no pages of
 * them. Each try is an entry; they are one event here, by its content. Time is the event's own.
 * @see https://developers.figma.com/docs/rest-api/webhooks-endpoints/#get-webhook-requests
 */
export function figmaRequests(
  api: ApiClient,
  webhooks: () => Promise<readonly { readonly id: string }[]>,
): DeliveryLog {
  return {
    reachDays: 7,
    hasBodies: true,
    isOfEndpoint: true,
    async page({ since, until }, cursor) {
      const ids = (await webhooks()).map(({ id }) => id).toSorted();
      const [id, ...rest] = ids.filter((each) => cursor === undefined || each > cursor);
      if (id === undefined) return { events: [] };
      const attempts = await api.send(
        {
          does: "list a webhook's requests",
          method: "GET",
          path: `/v2/webhooks/${encodeURIComponent(id)}/requests`,
        },
        ({ json }) => listAt(json, "requests").flatMap((item) => readAttempt(item)),
      );
      return {
        events: lastTries(attempts).filter(({ time }) => time >= since && time < until),
        ...(rest.length > 0 && { next: id }),
      };
    },
  };
}

/** None of the question that a new webhook begins with. */
function readAttempt(item: Json): readonly Attempt[] {
  const { passcode: _secret, ...payload } = objectAt(item, "request_info.payload");
  if (payload["event_type"] === "PING") return [];
  const sentAt = timeAt(item, "request_info.sent_at");
  const { id, type, time = sentAt } = recordedIdentity(figma, payload);
  const failure = failureOf(item);
  return [
    {
      logId: id ?? type,
      ...(id !== undefined && { providerId: id }),
      type,
      time,
      sentAt,
      ...(failure !== undefined && { failure }),
      request: requestOf(payload),
    },
  ];
}

function failureOf(item: Json): string | undefined {
  const status = optionalTextAt(item, "response_info.status");
  if (status !== undefined && /^2\d\d$/.test(status)) return undefined;
  const said = valueAt(item, "error_msg");
  if (typeof said === "string" && said !== "") return said;
  return status === undefined ? "no answer" : `answered ${status}`;
}

/** Each event once, with what became of its last try. */
function lastTries(attempts: readonly Attempt[]): readonly LoggedEvent[] {
  const last = new Map<string, Attempt>();
  for (const attempt of attempts) {
    const known = last.get(attempt.logId);
    if (known === undefined || known.sentAt < attempt.sentAt) last.set(attempt.logId, attempt);
  }
  return [...last.values()].map(({ sentAt: _when, ...event }) => event);
}
