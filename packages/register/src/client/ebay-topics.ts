import { type Answer, listAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import { everyPage } from "./rest.ts";

export const notificationApi = "/commerce/notification/v1";

/** That a topic is sent to a destination; an application has one for each topic at most. */
export interface Subscription {
  readonly id: string;
  readonly topic: string;
  readonly destination: string | undefined;
  readonly isEnabled: boolean;
}

function subscriptionAt(id: string): string {
  return `${notificationApi}/subscription/${encodeURIComponent(id)}`;
}

/** A list of `things`, absent where there are none, and its pages: `next` is the address of the one after. */
export function paged(thing: "destination" | "subscription") {
  const name = `${thing}s`;
  return {
    list: { method: "GET", path: `${notificationApi}/${thing}`, query: { limit: "100" } },
    items: ({ json }: Answer) => (textAt(json, "total") === "0" ? [] : listAt(json, name)),
    next: ({ json }: Answer) => {
      const next = optionalTextAt(json, "next");
      return next === undefined ? undefined : { method: "GET" as const, path: next };
    },
  } as const;
}

/** All of the application's. Throws `ApiError`. */
export function subscriptionsOf(api: ApiClient): Promise<readonly Subscription[]> {
  return everyPage(api, {
    ...paged("subscription"),
    does: "list its subscriptions",
    read: (item) => ({
      id: textAt(item, "subscriptionId"),
      topic: textAt(item, "topicId"),
      destination: optionalTextAt(item, "destinationId"),
      isEnabled: textAt(item, "status") === "ENABLED",
    }),
  });
}

/** Has a destination hear of exactly these topics. Throws `ApiError`. */
export async function subscribeTo(
  api: ApiClient,
  destination: string,
  types: readonly string[],
): Promise<void> {
  const there = await subscriptionsOf(api);
  for (const topic of types) await pointTopic(api, topic, destination, there);
  for (const { id, topic, destination: sentTo } of there) {
    if (sentTo !== destination || types.includes(topic)) continue;
    const request = { does: "remove a subscription", method: "DELETE", path: subscriptionAt(id) } as const;
    await api.send({ ...request, accepts: [404] }, () => undefined);
  }
}

/** A topic that is subscribed to already is turned to this destination: there is no second subscription to it. */
async function pointTopic(
  api: ApiClient,
  topic: string,
  destinationId: string,
  there: readonly Subscription[],
): Promise<void> {
  const found = there.find((each) => each.topic === topic);
  if (found?.destination === destinationId && found.isEnabled) return;
  const schemaVersion = await api.send(
    {
      does: `read the topic ${topic}`,
      method: "GET",
      path: `${notificationApi}/topic/${encodeURIComponent(topic)}`,
    },
    ({ json }) => textAt(json, "supportedPayloads.0.schemaVersion"),
  );
  const fields = {
    status: "ENABLED",
    destinationId,
    payload: { format: "JSON", schemaVersion, deliveryProtocol: "HTTPS" },
  };
  await api.send(
    found === undefined
      ? {
          does: `subscribe to ${topic}`,
          method: "POST",
          path: `${notificationApi}/subscription`,
          json: { ...fields, topicId: topic },
        }
      : {
          does: `change the subscription to ${topic}`,
          method: "PUT",
          path: subscriptionAt(found.id),
          json: fields,
        },
    () => undefined,
  );
}
