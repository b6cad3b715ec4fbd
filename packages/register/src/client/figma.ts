import { listAt, textAt } from "../api/answer.ts";
import type { ProviderClient } from "../endpoint/endpoint.ts";
import { figmaRequests } from "./figma-requests.ts";
import { onlyAt, perType, type TypeSubscriptionApi } from "./per-type.ts";
import { openApi, settingOf } from "./rest.ts";

/**
 * Figma's webhooks of a team, a project or a file: one for each type, and the requests that each sent. The passcode is
 * ours, told once, and shown to nobody again.
 * @see https://developers.figma.com/docs/rest-api/webhooks-endpoints/
 */
export const figmaClient: ProviderClient = {
  provider: "figma",
  name: "Figma",
  docs: "https://developers.figma.com/docs/rest-api/webhooks-endpoints/",
  permissions:
    "a personal access token (figd_…) with webhooks:read and webhooks:write, of an admin of the team (of an editor, for a project or a file)",
  settings: [
    { name: "context", means: "team, project or file", isRequired: true },
    { name: "contextId", means: "the id of that team, project or file", isRequired: true },
  ],
  secret: { kind: "chosen" },
  subscriptions: {
    every: [
      "DEV_MODE_STATUS_UPDATE",
      "FILE_COMMENT",
      "FILE_DELETE",
      "FILE_UPDATE",
      "FILE_VERSION_UPDATE",
      "LIBRARY_PUBLISH",
    ],
  },
  open(context) {
    const place = {
      context: settingOf(context, "context"),
      context_id: settingOf(context, "contextId"),
    };
    const api = openApi(figmaClient, context, {
      base: "https://api.figma.com",
      headers: { "x-figma-token": context.key },
    });
    const path = "/v2/webhooks";
    const webhooks: TypeSubscriptionApi = {
      list: () =>
        api.send(
          {
            does: "list its webhooks",
            method: "GET",
            path,
            query: place,
          },
          ({ json }) =>
            listAt(json, "webhooks").map((item) => ({
              id: textAt(item, "id"),
              type: textAt(item, "event_type"),
              url: textAt(item, "endpoint"),
              status: textAt(item, "status") === "ACTIVE" ? ("enabled" as const) : ("disabled" as const),
            })),
        ),
      create: (type, { url, secret, description }) =>
        api.send(
          {
            does: "create a webhook",
            method: "POST",
            path,
            json: {
              ...place,
              event_type: type,
              endpoint: url,
              passcode: secret ?? "",
              description,
              status: "ACTIVE",
            },
            secrets: secret === undefined ? [] : [secret],
          },
          () => undefined,
        ),
      remove: (id) =>
        api.send(
          {
            does: "remove a webhook",
            method: "DELETE",
            path: `${path}/${encodeURIComponent(id)}`,
            accepts: [404],
          },
          () => undefined,
        ),
    };
    return {
      endpoints: perType(webhooks, { hasSecret: true }),
      deliveries: (url) =>
        figmaRequests(api, async () => onlyAt(await webhooks.list(), { url, source: context.source })),
    };
  },
};
