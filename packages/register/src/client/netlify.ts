import { isTrueAt, listAt, optionalTextAt, textAt } from "../api/answer.ts";
import type { ProviderClient } from "../endpoint/endpoint.ts";
import { perType } from "./per-type.ts";
import { bearer, openApi, settingOf } from "./rest.ts";

/**
 * Netlify's HTTP notifications of a site: one for each event, signed (JWS) with a secret of ours.
 * @see https://open-api.netlify.com/#tag/hook
 */
export const netlifyClient: ProviderClient = {
  provider: "netlify",
  name: "Netlify",
  docs: "https://open-api.netlify.com/#tag/hook",
  permissions: "a personal access token (nfp_…) of a developer or owner of the team",
  settings: [{ name: "site", means: "its id", isRequired: true }],
  secret: { kind: "chosen" },
  subscriptions: {
    every: [
      "deploy_building",
      "deploy_created",
      "deploy_deleted",
      "deploy_failed",
      "deploy_locked",
      "deploy_request_accepted",
      "deploy_request_pending",
      "deploy_request_rejected",
      "deploy_unlocked",
      "submission_created",
    ],
  },
  open(context) {
    const site = settingOf(context, "site");
    const api = openApi(netlifyClient, context, {
      base: "https://api.netlify.com",
      headers: bearer(context.key),
    });
    const path = "/api/v1/hooks";
    return {
      endpoints: perType(
        {
          list: () =>
            api.send(
              { does: "list its notifications", method: "GET", path, query: { site_id: site } },
              ({ json }) =>
                listAt(json, "")
                  .filter((item) => textAt(item, "type") === "url")
                  .map((item) => ({
                    id: textAt(item, "id"),
                    type: textAt(item, "event"),
                    url: optionalTextAt(item, "data.url") ?? "",
                    status: isTrueAt(item, "disabled") ? ("disabled" as const) : ("enabled" as const),
                  })),
            ),
          create: (type, { url, secret }) =>
            api.send(
              {
                does: "create a notification",
                method: "POST",
                path,
                query: { site_id: site },
                json: {
                  site_id: site,
                  type: "url",
                  event: type,
                  data: { url, ...(secret !== undefined && { signature_secret: secret }) },
                },
                secrets: secret === undefined ? [] : [secret],
              },
              () => undefined,
            ),
          remove: (id) =>
            api.send(
              {
                does: "remove a notification",
                method: "DELETE",
                path: `${path}/${encodeURIComponent(id)}`,
                accepts: [404],
              },
              () => undefined,
            ),
        },
        { hasSecret: true },
      ),
    };
  },
};
