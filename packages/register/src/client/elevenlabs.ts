import type { Json } from "@hookyard/core";
import { isTrueAt, textAt } from "../api/answer.ts";
import type { Endpoint, ProviderClient } from "../endpoint/endpoint.ts";
import { openApi, restEndpoints } from "./rest.ts";

/**
 * ElevenLabs's webhooks of a workspace. Their URL is fixed, and the secret is told once: a rotation makes a second one.
 * What sends to it is chosen in the settings of the agents or of the workspace, which name the webhook. (Paths and
 * fields read in @elevenlabs/elevenlabs-js.)
 * @see https://elevenlabs.io/docs/api-reference/webhooks/create
 */
export const elevenlabsClient: ProviderClient = {
  provider: "elevenlabs",
  name: "ElevenLabs",
  docs: "https://elevenlabs.io/docs/api-reference/webhooks/create",
  permissions: "an API key of an admin of the workspace, with Workspace: webhooks read and write",
  settings: [],
  secret: { kind: "given" },
  subscriptions: { every: [], areChosen: false },
  urlIsFixed: true,
  notes:
    "Choose the webhook in the settings of the agents (Post-call webhook) or of the workspace: until then nothing is sent to it.",
  open(context) {
    const api = openApi(elevenlabsClient, context, {
      base: "https://api.elevenlabs.io",
      headers: { "xi-api-key": context.key },
    });
    const path = "/v1/workspace/webhooks";
    const at = ({ id }: Endpoint): string => `${path}/${encodeURIComponent(id)}`;
    return {
      endpoints: restEndpoints(api, {
        list: { method: "GET", path },
        items: "webhooks",
        read: readWebhook,
        create: ({ url, description }) => ({
          method: "POST",
          path,
          json: { settings: { auth_type: "hmac", name: description, webhook_url: url } },
        }),
        created: ({ json }) => ({
          endpoint: { id: textAt(json, "webhook_id"), url: "", types: [], status: "enabled" },
          secret: textAt(json, "webhook_secret"),
        }),
        update: (endpoint, { description }) => ({
          method: "PATCH",
          path: at(endpoint),
          json: { name: description, is_disabled: false },
        }),
        remove: (endpoint) => ({ method: "DELETE", path: at(endpoint) }),
      }),
    };
  },
};

function readWebhook(item: Json): Endpoint {
  const isAuto = isTrueAt(item, "is_auto_disabled");
  return {
    id: textAt(item, "webhook_id"),
    url: textAt(item, "webhook_url"),
    types: [],
    status: isAuto || isTrueAt(item, "is_disabled") ? "disabled" : "enabled",
    ...(isAuto && { detail: "switched off after failures" }),
  };
}
