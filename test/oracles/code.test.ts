import {
  deleteACustomIntegration,
  retrieveTheCustomIntegrationsCreatedByAnOrganization as retrieveCustomIntegrations,
  updateAnExistingCustomIntegration as updateCustomIntegration,
} from "@sentry/api";
import { Vercel } from "@vercel/sdk";
import { CreateWebhookEvents } from "@vercel/sdk/models/createwebhookop.js";
import { expect, test } from "vitest";
import { vercelClient } from "../../packages/register/src/client/vercel.ts";
import { codeProviders } from "../../packages/register/src/testing/fake-code.ts";
import { type Oracle, oracleUrl, testOracles } from "../../packages/register/src/testing/oracle.contract.ts";

const teamId = "team_1";

const vercel: Oracle = {
  provider: "vercel",
  types: ["deployment.created", "project.removed"],
  create: (bearerToken) =>
    new Vercel({ bearerToken }).webhooks.createWebhook({
      teamId,
      requestBody: { url: oracleUrl, events: ["deployment.created", "project.removed"] },
    }),
  remove: (bearerToken, id) => new Vercel({ bearerToken }).webhooks.deleteWebhook({ id, teamId }),
  urls: async (bearerToken) =>
    (await new Vercel({ bearerToken }).webhooks.getWebhooks({ teamId })).map(({ url }) => url),
};

/** What each call of Sentry's library is told. */
const toSentry = (token: string) => ({
  baseUrl: "https://sentry.io",
  headers: { authorization: `Bearer ${token}` },
  throwOnError: true as const,
});

/** A description of an integration, in the words of the library's call that changes one: it has none that makes one. */
const integration: Parameters<typeof updateCustomIntegration>[0]["body"] = {
  name: "Hookyard mine",
  webhookUrl: oracleUrl,
  events: ["issue"],
  isInternal: true,
  isAlertable: true,
  verifyInstall: false,
  scopes: ["event:read", "org:read", "project:read"],
};

const sentry: Oracle = {
  provider: "sentry",
  types: ["issue"],
  create: async (token) => {
    const made = await fetch("https://sentry.io/api/0/sentry-apps/", {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ ...integration, organization: "acme" }),
    });
    await made.body?.cancel();
    const { data } = await retrieveCustomIntegrations({
      ...toSentry(token),
      path: { organization_id_or_slug: "acme" },
    });
    return { id: data[0]?.slug, secret: data[0]?.clientSecret };
  },
  update: (token, sentry_app_id_or_slug) =>
    updateCustomIntegration({ ...toSentry(token), path: { sentry_app_id_or_slug }, body: integration }),
  remove: (token, sentry_app_id_or_slug) =>
    deleteACustomIntegration({ ...toSentry(token), path: { sentry_app_id_or_slug } }),
  urls: async (token) => {
    const { data } = await retrieveCustomIntegrations({
      ...toSentry(token),
      path: { organization_id_or_slug: "acme" },
    });
    return data.map(({ webhookUrl }) => webhookUrl);
  },
};

testOracles(codeProviders, [vercel, sentry]);

test("vercel: every type of event that we offer is one of its own", () => {
  expect(Object.values(CreateWebhookEvents)).toEqual(
    expect.arrayContaining([...vercelClient.subscriptions.every]),
  );
});
