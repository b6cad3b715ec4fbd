import coinbaseCommerce from "coinbase-commerce-node";
import { GoCardlessClient } from "gocardless-nodejs";
import { Environments } from "gocardless-nodejs/constants";
import { Polar } from "@polar-sh/sdk";
import Lithic from "lithic";
import ModernTreasury from "modern-treasury";
import { SquareClient } from "square";
import Stripe from "stripe";
import { Svix } from "svix";
import Telnyx from "telnyx";
import { type EventName, WorkOS } from "@workos-inc/node";
import { expect } from "vitest";
import { lithicCase } from "../testing/fake-lithic-events.ts";
import { type LogOracle, testLogOracles } from "../testing/log-oracle.contract.ts";
import { loggedDeliveries } from "../testing/logged-deliveries.ts";
import { recordedEvents } from "../testing/recorded-events.ts";

/*
 * The providers' own libraries against the same played records of what they sent: they ask the same as our logs, page
 * by page, and read the same events. (Paddle's reads only whole payloads, which its samples are not.)
 */

/** All that a library's pages hold. */
async function idsOf(items: AsyncIterable<{ readonly id?: string }>): Promise<readonly unknown[]> {
  const ids: unknown[] = [];
  for await (const { id } of items) ids.push(id);
  return ids;
}

/** All that our log asks for, in its order: a type that the library does not know does not compile. */
const workosEvents: EventName[] = [
  "authentication.email_verification_succeeded",
  "authentication.magic_auth_failed",
  "authentication.magic_auth_succeeded",
  "authentication.mfa_succeeded",
  "authentication.oauth_succeeded",
  "authentication.password_failed",
  "authentication.password_succeeded",
  "authentication.sso_succeeded",
  "connection.activated",
  "connection.deactivated",
  "connection.deleted",
  "dsync.activated",
  "dsync.deleted",
  "dsync.group.created",
  "dsync.group.deleted",
  "dsync.group.updated",
  "dsync.group.user_added",
  "dsync.group.user_removed",
  "dsync.user.created",
  "dsync.user.deleted",
  "dsync.user.updated",
  "email_verification.created",
  "invitation.created",
  "magic_auth.created",
  "organization.created",
  "organization.deleted",
  "organization.updated",
  "organization_domain.verification_failed",
  "organization_domain.verified",
  "organization_membership.created",
  "organization_membership.deleted",
  "organization_membership.updated",
  "password_reset.created",
  "role.created",
  "role.deleted",
  "role.updated",
  "session.created",
  "user.created",
  "user.deleted",
  "user.updated",
  "authentication.oauth_failed",
  "authentication.sso_failed",
  "authentication.passkey_succeeded",
  "authentication.passkey_failed",
  "session.revoked",
  "password_reset.succeeded",
];

const oracles: readonly LogOracle[] = [
  {
    provider: "stripe",
    ids: async (key, { since, until }) =>
      idsOf(
        new Stripe(key, { httpClient: Stripe.createFetchHttpClient() }).events.list({
          limit: 100,
          created: { gte: since.getTime() / 1000, lt: until.getTime() / 1000 },
        }),
      ),
  },
  {
    provider: "square",
    ids: async (token, { since, until }) => {
      await new SquareClient({ token }).events.enableEvents();
      const ids: unknown[] = [];
      for (let cursor: string | undefined, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
        const page = await new SquareClient({ token }).events.searchEvents({
          limit: 100,
          query: {
            filter: { createdAt: { startAt: since.toISOString(), endAt: until.toISOString() } },
            sort: { field: "DEFAULT", order: "ASC" },
          },
          ...(cursor !== undefined && { cursor }),
        });
        ids.push(...(page.events ?? []).map(({ eventId }) => eventId));
        cursor = page.cursor;
      }
      return ids;
    },
  },
  {
    provider: "polar",
    ids: async (accessToken, { since, until }) => {
      const ids: unknown[] = [];
      for (let page = 1, last = 1; page <= last; page++) {
        const { result } = await new Polar({ accessToken }).webhooks.listWebhookDeliveries({
          endpointId: "9",
          startTimestamp: since,
          endTimestamp: until,
          page,
          limit: 100,
        });
        ids.push(...result.items.map(({ webhookEvent }) => webhookEvent.id));
        last = result.pagination.maxPage;
      }
      return ids;
    },
    redeliver: (accessToken, { logId }) =>
      new Polar({ accessToken }).webhooks.redeliverWebhookEvent({ id: logId }),
  },
  {
    provider: "svix",
    differs: { expanded_statuses: "the library asks for what happened at each endpoint too" },
    ids: async (key, { since, until }) => {
      const ids: string[] = [];
      for (let iterator: string | null = null, isDone = false; !isDone; ) {
        const page = await new Svix(key).messageAttempt.listAttemptedMessages("app_1", "9", {
          limit: 250,
          after: since,
          before: until,
          withContent: true,
          ...(iterator !== null && { iterator }),
        });
        ids.push(...page.data.map(({ id }) => id));
        iterator = page.iterator;
        isDone = page.done;
      }
      return ids;
    },
    redeliver: (key, { logId }) => new Svix(key).messageAttempt.resend("app_1", logId, "9"),
  },
  {
    provider: "workos",
    ids: async (key, { since, until }) => {
      const ids: unknown[] = [];
      for (let after: string | undefined, isFirst = true; isFirst || after !== undefined; isFirst = false) {
        const page = await new WorkOS(key).events.listEvents({
          events: workosEvents,
          rangeStart: since.toISOString(),
          rangeEnd: until.toISOString(),
          limit: 100,
          ...(after !== undefined && { after }),
        });
        ids.push(...page.data.map(({ id }) => id));
        after = page.listMetadata.after ?? undefined;
      }
      return ids;
    },
  },
  {
    provider: "telnyx",
    ids: async (apiKey, { since, until }) =>
      idsOf(
        new Telnyx({ apiKey }).webhookDeliveries.list({
          filter: { started_at: { gte: since.toISOString(), lte: until.toISOString() } },
          "page[number]": 1,
          "page[size]": 100,
        }),
      ),
  },
  {
    provider: "modern-treasury",
    ids: async (key, { since, until }) => {
      const [organizationID = "", apiKey = ""] = key.split(":");
      return idsOf(
        new ModernTreasury({ organizationID, apiKey }).events.list({
          per_page: 100,
          event_time_start: since.toISOString(),
          event_time_end: until.toISOString(),
        }),
      );
    },
  },
  {
    provider: "gocardless",
    ids: async (token, { since, until }) =>
      idsOf(
        new GoCardlessClient(token, Environments.Live).events.all({
          limit: 500,
          created_at: { gte: since.toISOString(), lt: until.toISOString() },
        }),
      ),
    redeliver: async (token, { logId, time }) => {
      const { webhooks } = new GoCardlessClient(token, Environments.Live);
      const around = (milliseconds: number): string => new Date(time.getTime() + milliseconds).toISOString();
      const held: string[] = [];
      for await (const { id, request_body: body } of webhooks.all({
        limit: 50,
        is_test: false,
        created_at: { gte: around(-60_000), lt: around(3_600_000) },
      }))
        if (body?.includes(`"${logId}"`)) held.push(id ?? "");
      for (const id of held) await webhooks.retry(id);
    },
  },
  {
    provider: "lithic",
    ids: async (apiKey, { since, until }) => {
      const { events } = new Lithic({ apiKey });
      const begin = new Date(since.getTime() - 1000).toISOString();
      const failed = { status: "FAILED", begin, page_size: 100 } as const;
      for await (const { status } of events.subscriptions.listAttempts("ep_1", failed))
        expect(status).toBe("FAILED");
      const ids: string[] = [];
      const range = { begin, end: until.toISOString(), page_size: 100, with_content: true };
      for await (const { token } of events.list(range)) ids.push(token);
      return ids;
    },
    redeliver: (apiKey, { logId }) =>
      new Lithic({ apiKey }).events.resend(logId, { eventSubscriptionToken: "ep_1" }),
  },
  {
    provider: "coinbase-commerce",
    // It takes no range: what is older ends it.
    ids: async (key, { since }) => {
      coinbaseCommerce.Client.init(key);
      const ids: unknown[] = [];
      for (let after: string | undefined, isMore = true; isMore; ) {
        const [events, { next_uri: next }] = await coinbaseCommerce.resources.Event.list({
          limit: 100,
          order: "desc",
          ...(after !== undefined && { starting_after: after }),
        });
        const recent = events.filter(({ created_at: time }) => new Date(time) >= since);
        ids.push(...recent.map(({ id }) => id));
        after = events.at(-1)?.id;
        isMore = next !== null && recent.length === events.length;
      }
      return ids;
    },
  },
];

testLogOracles([...loggedDeliveries, ...recordedEvents, lithicCase], oracles);
