import type { Json, JsonObject } from "@hookyard/core";
import { isTrueAt, objectAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient, WantedEndpoint } from "../endpoint/endpoint.ts";
import { postmarkRecords } from "./postmark-records.ts";
import { openApi, restEndpoints } from "./rest.ts";

const names = ["Delivery", "Bounce", "SpamComplaint", "Open", "Click", "SubscriptionChange"];

/**
 * Postmark's webhooks of a message stream; the secret is a user and password that it sends as basic authentication.
 * What comes in (`Inbound`) is set on the server's inbound stream, not here.
 * @see https://postmarkapp.com/developer/api/webhooks-api
 */
export const postmarkClient: ProviderClient = {
  provider: "postmark",
  name: "Postmark",
  docs: "https://postmarkapp.com/developer/api/webhooks-api",
  permissions: "the server's API token",
  settings: [{ name: "messageStream", means: "its id (default outbound)", isRequired: false }],
  secret: { kind: "chosen" },
  subscriptions: { every: names, nameOf: (type) => (type === "Inbound" ? undefined : type) },
  notes: "Inbound messages: set the same URL on the server's inbound stream, with user:password@ in it.",
  open(context) {
    const stream = context.settings["messageStream"] ?? "outbound";
    const api = openApi(postmarkClient, context, {
      base: "https://api.postmarkapp.com",
      headers: { "x-postmark-server-token": context.key },
    });
    const path = "/webhooks";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    return {
      deliveries: () => postmarkRecords(api),
      endpoints: restEndpoints(api, {
        list: { method: "GET", path, query: { MessageStream: stream } },
        items: "Webhooks",
        read: readWebhook,
        create: (wanted) => ({ method: "POST", path, json: { MessageStream: stream, ...fields(wanted) } }),
        created: ({ json }) => ({ endpoint: readWebhook(json) }),
        update: (endpoint, wanted) => ({ method: "PUT", path: at(endpoint), json: fields(wanted) }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
    };
  },
};

function fields({ url, types, secret }: WantedEndpoint): JsonObject {
  const [user = "", ...password] = (secret ?? "").split(":");
  const triggers = names.map((name) => [name, { Enabled: types.includes(name) }] as const);
  return {
    Url: url,
    Triggers: Object.fromEntries(triggers),
    ...(secret !== undefined && { HttpAuth: { Username: user, Password: password.join(":") } }),
  };
}

function readWebhook(item: Json): Endpoint {
  objectAt(item, "Triggers");
  const user = optionalTextAt(item, "HttpAuth.Username") ?? "";
  return {
    id: textAt(item, "ID"),
    url: textAt(item, "Url"),
    types: names.filter((name) => isTrueAt(item, `Triggers.${name}.Enabled`)),
    status: "enabled",
    ...(user === "" && { faults: ["it sends no user and password"] }),
  };
}
