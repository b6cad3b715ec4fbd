import { ApiClient, ConnectApi, ConnectCustomConfiguration } from "docusign-esign";
import { createClient } from "smartsheet";
import { docusignCase } from "../../packages/register/src/testing/fake-connect-failures.ts";
import { officeProviders } from "../../packages/register/src/testing/fake-office.ts";
import { testLogOracles } from "../../packages/register/src/testing/log-oracle.contract.ts";
import {
  type Oracle,
  oracleDescription,
  oracleUrl,
  testOracles,
} from "../../packages/register/src/testing/oracle.contract.ts";

function connectOf(token: string): ConnectApi {
  const client = new ApiClient();
  client.setBasePath("https://eu.docusign.net/restapi");
  client.addDefaultHeader("Authorization", `Bearer ${token}`);
  return new ConnectApi(client);
}

const connectFields = {
  configurationType: "custom",
  name: oracleDescription,
  urlToPublishTo: oracleUrl,
  allowEnvelopePublish: "true",
  includeHMAC: "true",
  requiresAcknowledgement: "true",
  enableLog: "true",
  allUsers: "true",
  deliveryMode: "SIM",
  events: ["envelope-completed", "recipient-sent"],
  eventData: { version: "restv2.1", format: "json", includeData: [] },
};

const docusign: Oracle = {
  provider: "docusign",
  types: ["envelope-completed", "recipient-sent"],
  create: async (token) => {
    const { connectId } = await connectOf(token).createConfiguration("a1", {
      connectCustomConfiguration: ConnectCustomConfiguration.constructFromObject(connectFields),
    });
    return { id: connectId };
  },
  update: (token, connectId) =>
    connectOf(token).updateConfiguration("a1", {
      connectCustomConfiguration: ConnectCustomConfiguration.constructFromObject({
        ...connectFields,
        connectId,
      }),
    }),
  remove: (token, id) => connectOf(token).deleteConfiguration("a1", id),
  urls: async (token) =>
    (await connectOf(token).listConfigurations("a1")).configurations.map(({ urlToPublishTo: url }) => url),
};

function smartsheetOf(accessToken: string) {
  return createClient({ accessToken, logLevel: "error" }).webhooks;
}

const smartsheet: Oracle = {
  provider: "smartsheet",
  types: [],
  create: async (token) => {
    const { result } = await smartsheetOf(token).createWebhook({
      body: {
        name: oracleDescription,
        callbackUrl: oracleUrl,
        scope: "sheet" as never, // the library's type is an enum of these texts, which it does not export
        scopeObjectId: 4_509_093_797_881_732,
        events: ["*.*"],
        version: 1,
      },
    });
    await smartsheetOf(token).updateWebhook({ webhookId: result.id ?? 0, body: { enabled: true } });
    return { id: String(result.id), secret: result.sharedSecret };
  },
  update: (token, id) =>
    smartsheetOf(token).updateWebhook({ webhookId: Number(id), body: { enabled: true } }),
  remove: (token, id) => smartsheetOf(token).deleteWebhook({ webhookId: Number(id) }),
  urls: async (token) =>
    (await smartsheetOf(token).listWebhooks({ queryParameters: { pageSize: 100, page: 1 } })).data.map(
      ({ callbackUrl }) => callbackUrl,
    ),
};

testOracles(officeProviders, [docusign, smartsheet]);

testLogOracles(
  [docusignCase],
  [
    {
      provider: "docusign",
      ids: async (token, { since, until }) => {
        const connect = connectOf(token);
        await connect.getConfiguration("a1", "77"); // whether it keeps its log
        const range = { fromDate: since.toISOString(), toDate: until.toISOString() };
        return (await connect.listEventFailureLogs("a1", range)).failures.map(({ failureId }) => failureId);
      },
      redeliver: (token, { subject = "" }) => connectOf(token).retryEventForEnvelope("a1", subject),
    },
  ],
);
