import { listAt, textAt } from "../api/answer.ts";
import type { ProviderClient } from "../endpoint/endpoint.ts";
import { perType } from "./per-type.ts";
import { bearer, openApi, settingOf } from "./rest.ts";

/**
 * Wise's subscriptions of a profile: one for each event. They are signed with Wise's own key, which it publishes.
 * @see https://docs.wise.com/api-reference/webhook
 */
export const wiseClient: ProviderClient = {
  provider: "wise",
  name: "Wise",
  docs: "https://docs.wise.com/api-reference/webhook",
  permissions: "a personal API token with full access, of who owns the profile",
  settings: [
    { name: "profile", means: "its id", isRequired: true },
    { name: "environment", means: "production (default) or sandbox", isRequired: false },
  ],
  secret: { kind: "none" },
  subscriptions: {
    every: [
      "balances#account-state-change",
      "balances#credit",
      "balances#update",
      "cards#transaction-state-change",
      "profiles#verification-state-change",
      "swift-in#credit",
      "transfers#active-cases",
      "transfers#payout-failure",
      "transfers#refund",
      "transfers#state-change",
    ],
  },
  open(context) {
    const isSandbox = context.settings["environment"] === "sandbox";
    const path = `/v3/profiles/${encodeURIComponent(settingOf(context, "profile"))}/subscriptions`;
    const api = openApi(wiseClient, context, {
      base: isSandbox ? "https://api.sandbox.transferwise.tech" : "https://api.transferwise.com",
      headers: bearer(context.key),
    });
    return {
      endpoints: perType(
        {
          list: () =>
            api.send({ does: "list its subscriptions", method: "GET", path }, ({ json }) =>
              listAt(json, "").map((item) => ({
                id: textAt(item, "id"),
                type: textAt(item, "trigger_on"),
                url: textAt(item, "delivery.url"),
                status: "enabled" as const,
              })),
            ),
          create: (type, { url, description }) =>
            api.send(
              {
                does: "create a subscription",
                method: "POST",
                path,
                json: { name: description, trigger_on: type, delivery: { version: "2.0.0", url } },
              },
              () => undefined,
            ),
          remove: (id) =>
            api.send(
              {
                does: "remove a subscription",
                method: "DELETE",
                path: `${path}/${encodeURIComponent(id)}`,
                accepts: [404],
              },
              () => undefined,
            ),
        },
        { hasSecret: false },
      ),
    };
  },
};
