import okta from "@okta/okta-sdk-nodejs";
import { Management, ManagementClient } from "auth0";
import { expect, test } from "vitest";
import { auth0Client } from "../../packages/register/src/client/auth0.ts";
import { identityProviders } from "../../packages/register/src/testing/fake-identity.ts";
import { testLogOracles } from "../../packages/register/src/testing/log-oracle.contract.ts";
import { recordedEvents } from "../../packages/register/src/testing/recorded-events.ts";
import {
  type Oracle,
  oracleDescription,
  oracleUrl,
  testOracles,
} from "../../packages/register/src/testing/oracle.contract.ts";

function eventHooksOf(token: string): InstanceType<typeof okta.Client>["eventHookApi"] {
  return new okta.Client({ orgUrl: "https://acme.okta.com", token }).eventHookApi;
}

function eventHook(
  value: string,
): Parameters<ReturnType<typeof eventHooksOf>["createEventHook"]>[0]["eventHook"] {
  return {
    name: oracleDescription,
    events: { type: "EVENT_TYPE", items: ["user.lifecycle.create", "user.session.start"] },
    channel: {
      type: "HTTP",
      version: "1.0.0",
      config: {
        uri: oracleUrl,
        method: "POST",
        headers: [],
        authScheme: { type: "HEADER", key: "Authorization", value },
      },
    },
  };
}

const oktaOracle: Oracle = {
  provider: "okta",
  types: ["user.lifecycle.create", "user.session.start"],
  create: async (token, secret) => {
    const hooks = eventHooksOf(token);
    const { id = "" } = await hooks.createEventHook({
      eventHook: eventHook(secret),
    });
    await hooks.verifyEventHook({ eventHookId: id });
    return { id };
  },
  update: async (token, eventHookId, secret) => {
    const hooks = eventHooksOf(token);
    await hooks.replaceEventHook({ eventHookId, eventHook: eventHook(secret) });
    await hooks.verifyEventHook({ eventHookId });
  },
  remove: async (token, eventHookId) => {
    await eventHooksOf(token).deactivateEventHook({ eventHookId });
    await eventHooksOf(token).deleteEventHook({ eventHookId });
  },
  urls: async (token) => {
    const urls: unknown[] = [];
    await (await eventHooksOf(token).listEventHooks()).each((hook) => {
      urls.push(hook?.channel.config.uri);
    });
    return urls;
  },
};

function streamsOf(key: string): ManagementClient["eventStreams"] {
  const [clientId = "", clientSecret = ""] = key.split(":");
  return new ManagementClient({ domain: "acme.eu.auth0.com", clientId, clientSecret }).eventStreams;
}

/** The library has the type of its answers for this, where the token is not shown. */
function bearer(token: string): { readonly method: "bearer" } {
  const authorization = { method: "bearer", token } as const;
  return authorization;
}

function eventStream(secret: string) {
  return {
    name: oracleDescription,
    status: "enabled" as const,
    subscriptions: [{ event_type: "user.created" as const }, { event_type: "user.deleted" as const }],
    destination: {
      type: "webhook" as const,
      configuration: {
        webhook_endpoint: oracleUrl,
        webhook_authorization: bearer(secret.replace("Bearer ", "")),
      },
    },
  };
}

const auth0: Oracle = {
  provider: "auth0",
  signsInAt: "/oauth/token",
  types: ["user.created", "user.deleted"],
  create: async (key, secret) => {
    const { id } = await streamsOf(key).create(eventStream(secret));
    return { id };
  },
  update: (key, id, secret) => streamsOf(key).update(id, eventStream(secret)),
  remove: (key, id) => streamsOf(key).delete(id),
  urls: async (key) =>
    (await streamsOf(key).list()).data.map((stream) => {
      const configuration = stream.destination?.configuration;
      return configuration !== undefined && "webhook_endpoint" in configuration
        ? configuration.webhook_endpoint
        : undefined;
    }),
};

testOracles(identityProviders, [oktaOracle, auth0]);

test("auth0: every type of event that a stream can have is offered, and no other", () => {
  const types = new Set<string>(Object.values(Management.EventStreamEventTypeEnum));

  expect(new Set(auth0Client.subscriptions.every)).toEqual(types);
});

testLogOracles(recordedEvents, [
  {
    provider: "okta",
    differs: { after: "each asks for the page that the link before it names" },
    ids: async (token, { since, until }) => {
      const { systemLogApi } = new okta.Client({ orgUrl: "https://acme.okta.com", token });
      const log = await systemLogApi.listLogEvents({
        since: since.toISOString(),
        until: until.toISOString(),
        sortOrder: "ASCENDING",
        limit: 1000,
      });
      const ids: unknown[] = [];
      await log.each((entry) => {
        ids.push(entry?.uuid);
      });
      return ids;
    },
  },
  {
    provider: "auth0",
    ids: async (key, { since, until }) => {
      const inSeconds = (time: Date): string => time.toISOString().replace(".000Z", "Z");
      const page = await streamsOf(key).deliveries.list("9", {
        date_from: inSeconds(since),
        date_to: inSeconds(until),
      });
      const ids: unknown[] = [];
      for await (const { event } of page) ids.push(event?.id);
      return ids;
    },
  },
]);
