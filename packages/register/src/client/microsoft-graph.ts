import { ConfigError, type Json } from "@hookyard/core";
import { objectAt, optionalTextAt, textAt, valueAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { openWithEntra } from "./entra.ts";
import { restEndpoints, settingOf } from "./rest.ts";

const defaultMinutes = 4_230;

/**
 * Microsoft Graph's subscription to one resource. It runs out within days (three for most resources), so `register`
 * belongs into a schedule: with less than a third of its time left it is made anew. Graph asks the URL for an answer
 * while it is made. The secret is `clientState`.
 * @see https://learn.microsoft.com/graph/api/subscription-post-subscriptions
 */
export const microsoftGraphClient: ProviderClient = {
  provider: "microsoft-graph",
  name: "Microsoft Graph",
  docs: "https://learn.microsoft.com/graph/api/subscription-post-subscriptions",
  permissions:
    "an app registration's client id and secret, as id:secret, with the application permission that reads the resource (Mail.Read, User.Read.All …)",
  settings: [
    { name: "tenant", means: "its id or domain", isRequired: true },
    { name: "resource", means: "users/ann@acme.example/messages", isRequired: true },
    { name: "changeType", means: "created,updated,deleted (default)", isRequired: false },
    { name: "minutes", means: "how long it lasts; default 4230", isRequired: false },
  ],
  // At most 128 characters.
  secret: { kind: "chosen" },
  subscriptions: { every: [], areChosen: false },
  recreates: "new_first",
  notes:
    "A subscription runs out within days: run register in a schedule. Graph asks the URL for an answer while one is made.",
  open(context) {
    const resource = settingOf(context, "resource");
    const { changeType = "created,updated,deleted" } = context.settings;
    const minutes = Number(context.settings["minutes"] ?? defaultMinutes);
    if (!Number.isInteger(minutes) || minutes < 45 || minutes > 41_760)
      throw new ConfigError(`the setting minutes of "${context.source}" is no number from 45 to 41760`);
    const api = openWithEntra(microsoftGraphClient, context, "https://graph.microsoft.com");
    const path = "/v1.0/subscriptions";
    const read = (item: Json): Endpoint => readSubscription(item, { now: context.now(), minutes });
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path },
        items: "value",
        next: ({ json }) => {
          // Not by path: the name holds a dot.
          const next = (objectAt(json, "") as Readonly<Record<string, Json>>)["@odata.nextLink"]; // safe: an object
          return typeof next === "string" ? { method: "GET", path: next } : undefined;
        },
        read: (item) => (optionalTextAt(item, "resource") === resource ? read(item) : undefined),
        create: ({ url, secret: state }) => ({
          method: "POST",
          path,
          json: {
            changeType,
            resource,
            notificationUrl: url,
            lifecycleNotificationUrl: url,
            expirationDateTime: new Date(context.now().getTime() + minutes * 60_000).toISOString(),
            ...(state !== undefined && { clientState: state }),
          },
        }),
        created: ({ json }) => ({ endpoint: read(json) }),
        remove: ({ id }) => ({ method: "DELETE", path: `${path}/${encodeURIComponent(id)}` }),
      }),
    };
  },
};

function readSubscription(
  item: Json,
  { now, minutes }: { readonly now: Date; readonly minutes: number },
): Endpoint {
  const end = textAt(item, "expirationDateTime");
  const minutesLeft = (Date.parse(end) - now.getTime()) / 60_000;
  const isMissed = valueAt(item, "lifecycleNotificationUrl") === null;
  const faults = [
    ...(minutesLeft < minutes / 3 ? [`it runs out at ${end}`] : []),
    ...(isMissed ? ["it hears of no lifecycle"] : []),
  ];
  return {
    id: textAt(item, "id"),
    url: textAt(item, "notificationUrl"),
    types: [],
    status: "enabled",
    ...(faults.length > 0 && { faults }),
  };
}
