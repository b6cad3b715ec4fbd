import { createClient, type CreateWebhooksProps, type PlainClientAPI } from "contentful-management";
import { contentProviders } from "../../packages/register/src/testing/fake-content.ts";
import { testLogOracles } from "../../packages/register/src/testing/log-oracle.contract.ts";
import {
  type Oracle,
  oracleDescription,
  oracleUrl,
  testOracles,
} from "../../packages/register/src/testing/oracle.contract.ts";
import { recordedEvents } from "../../packages/register/src/testing/recorded-events.ts";

function webhooksOf(accessToken: string): PlainClientAPI["webhook"] {
  return createClient({ accessToken }, { type: "plain" }).webhook;
}

const spaceId = "yadj1kx9rmg0";

const contentfulFields: CreateWebhooksProps = {
  name: oracleDescription,
  url: oracleUrl,
  topics: ["*.*"],
  active: true,
  transformation: { contentType: "application/json" },
};

const contentful: Oracle = {
  provider: "contentful",
  types: ["*"],
  create: async (key, value) => {
    await webhooksOf(key).upsertSigningSecret({ spaceId }, { value });
    const { sys } = await webhooksOf(key).create({ spaceId }, contentfulFields);
    return { id: sys.id };
  },
  update: async (key, webhookDefinitionId, value) => {
    await webhooksOf(key).upsertSigningSecret({ spaceId }, { value });
    const { sys } = await webhooksOf(key).get({ spaceId, webhookDefinitionId });
    const changed = { ...contentfulFields, sys }; // it reads the version there, which its type does not have
    await webhooksOf(key).update({ spaceId, webhookDefinitionId }, changed);
  },
  remove: (key, webhookDefinitionId) => webhooksOf(key).delete({ spaceId, webhookDefinitionId }),
  urls: async (key) => (await webhooksOf(key).getMany({ spaceId })).items.map(({ url }) => url),
};

testOracles(contentProviders, [contentful]);

testLogOracles(recordedEvents, [
  {
    provider: "contentful",
    ids: async (key, { since, until }) => {
      const webhook = { spaceId: "s1", webhookDefinitionId: "9" };
      const { items } = await webhooksOf(key).getManyCallDetails({ ...webhook, query: { limit: 500 } });
      const ids: string[] = [];
      for (const { sys, requestAt } of items) {
        if (new Date(requestAt) < since || new Date(requestAt) >= until) continue;
        ids.push((await webhooksOf(key).getCallDetails({ ...webhook, callId: sys.id })).sys.id);
      }
      return ids;
    },
  },
]);
