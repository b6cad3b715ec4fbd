import { ConfigError, type Json, type JsonObject } from "@hookyard/core";
import { AnswerShapeError, isTrueAt, optionalListAt, textAt, textsAt } from "../api/answer.ts";
import type { ApiClient } from "../api/api-client.ts";
import type {
  ClientContext,
  Endpoint,
  EndpointApi,
  ProviderClient,
  WantedEndpoint,
} from "../endpoint/endpoint.ts";
import { withAccessToken } from "./oauth.ts";
import { bearer, openApi, restEndpoints } from "./rest.ts";
import { staysDisabled } from "./stays-disabled.ts";

/**
 * Help Scout's webhooks of an account. (Fields as in its reference; the numbers of pages, and that a change switches a
 * disabled one on, from memory: where it does not, that is said.)
 * @see https://developer.helpscout.com/mailbox-api/endpoints/webhooks/create/
 */
export const helpscoutClient: ProviderClient = {
  provider: "helpscout",
  name: "Help Scout",
  docs: "https://developer.helpscout.com/mailbox-api/endpoints/webhooks/create/",
  permissions: "an app's id and secret, as id:secret, of an administrator's profile > My apps",
  settings: [],
  // 40 characters at most.
  secret: { kind: "chosen", create: (random) => Buffer.from(random(20)).toString("hex") },
  subscriptions: {
    every: [
      "beacon.chat.created",
      "beacon.chat.customer.replied",
      "convo.agent.reply.created",
      "convo.assigned",
      "convo.created",
      "convo.custom-fields",
      "convo.customer.reply.created",
      "convo.deleted",
      "convo.merged",
      "convo.moved",
      "convo.note.created",
      "convo.status",
      "convo.tags",
      "customer.created",
      "customer.deleted",
      "customer.updated",
      "message.survey.response.received",
      "organization.created",
      "organization.deleted",
      "organization.updated",
      "satisfaction.ratings",
      "tag.created",
      "tag.deleted",
      "tag.updated",
      "user.status.changed",
    ],
  },
  open: (context) => ({ endpoints: webhooks(openHelpscout(context)) }),
};

function openHelpscout(context: ClientContext): ApiClient {
  const base = "https://api.helpscout.net";
  const [id = "", secret = ""] = context.key.split(":", 2);
  if (id === "" || secret === "")
    throw new ConfigError(
      `the API key of "${context.source}" is no id:secret of an app, which Help Scout needs`,
    );
  return withAccessToken(
    {
      api: openApi(helpscoutClient, context, { base, headers: {}, secrets: [secret] }),
      path: "/v2/oauth2/token",
      form: [
        ["grant_type", "client_credentials"],
        ["client_id", id],
        ["client_secret", secret],
      ],
    },
    (token) => openApi(helpscoutClient, context, { base, headers: bearer(token), secrets: [secret, token] }),
  );
}

function webhooks(api: ApiClient): EndpointApi {
  const path = "/v2/webhooks";
  const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
  const rest = restEndpoints(api, {
    list: { method: "GET", path, query: { page: "1" } },
    items: ({ json }) => optionalListAt(json, "_embedded.webhooks"), // absent where there is none
    next: ({ json }, call) => {
      const page = Number(call.query?.["page"] ?? 1);
      const isLast = page >= Number(textAt(json, "page.totalPages"));
      return isLast ? undefined : { ...call, query: { page: String(page + 1) } };
    },
    read: readWebhook,
    create: (wanted) => ({ method: "POST", path, json: fields(wanted) }),
    created: ({ header }) => ({
      endpoint: { id: idIn(header("resource-id")), url: "", types: [], status: "enabled" },
    }),
    update: (endpoint, wanted) => ({ method: "PUT", path: at(endpoint), json: fields(wanted) }),
    remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
  });
  return {
    ...rest,
    async update(endpoint, wanted) {
      await rest.update(endpoint, wanted);
      if (endpoint.status === "enabled") return;
      const read = { does: "read the webhook", method: "GET", path: at(endpoint) } as const;
      const { status } = await api.send(read, ({ json }) => readWebhook(json));
      if (status === "disabled") throw staysDisabled(helpscoutClient.name);
    },
  };
}

/** Nothing but this header says what was made. */
function idIn(header: string | undefined): string {
  if (header === undefined || header === "")
    throw new AnswerShapeError("the header resource-id", "the id of what was made");
  return header;
}

function fields({ url, types, secret, description }: WantedEndpoint): JsonObject {
  return {
    url,
    events: [...types],
    payloadVersion: "V2",
    notification: false,
    label: description,
    ...(secret !== undefined && { secret }),
  };
}

function readWebhook(item: Json): Endpoint {
  return {
    id: textAt(item, "id"),
    url: textAt(item, "url"),
    types: textsAt(item, "events"),
    status: textAt(item, "state") === "enabled" ? "enabled" : "disabled",
    ...(isTrueAt(item, "notification") && { faults: ["it sends an address in place of what happened"] }),
  };
}
