import type {
  OrganizationMembershipWebhookEvent,
  OrganizationWebhookEvent,
  SessionWebhookEvent,
  UserWebhookEvent,
} from "@clerk/backend";
import type { EmitterWebhookEvent, EmitterWebhookEventName } from "@octokit/webhooks";
import type { EnvelopedEvent, types } from "@slack/bolt";
import type Stripe from "stripe";
import { describe, expectTypeOf, test } from "vitest";
import type { Provider } from "../provider.ts";
import type { clerk } from "../provider/clerk.ts";
import type { github } from "../provider/github.ts";
import type { gitlab } from "../provider/gitlab.ts";
import type { hubspot } from "../provider/hubspot.ts";
import type { linear } from "../provider/linear.ts";
import type { paddle } from "../provider/paddle.ts";
import type { paypal } from "../provider/paypal.ts";
import type { resend } from "../provider/resend.ts";
import type { sendgrid } from "../provider/sendgrid.ts";
import type { shopify } from "../provider/shopify.ts";
import type { slack } from "../provider/slack.ts";
import type { square } from "../provider/square.ts";
import type { stripe } from "../provider/stripe.ts";
import type { twilio } from "../provider/twilio.ts";
import type { PresetPayloads } from "../router/provider-payloads.ts";
import type { ClerkPayloads } from "./clerk.ts";
import type { GitHubPayloads } from "./github.ts";
import type { SlackEventCallback, SlackFileEvent, SlackUserEvent } from "./slack.ts";
import type { StripePayloads } from "./stripe.ts";

/** The payload as the provider's own library types it, of one name or action. */
type Octokit<Name extends EmitterWebhookEventName> = EmitterWebhookEvent<Name>["payload"];
type Slack<Type extends types.SlackEvent["type"]> = Extract<types.SlackEvent, { type: Type }>;

describe("what the providers' own libraries give fits into the payloads here", () => {
  test("Stripe", () => {
    expectTypeOf<Stripe.PaymentIntentSucceededEvent>().toExtend<StripePayloads["payment.*"]>();
    expectTypeOf<Stripe.PaymentMethodAttachedEvent>().toExtend<StripePayloads["payment_method.*"]>();
    expectTypeOf<Stripe.RefundCreatedEvent>().toExtend<StripePayloads["refund.*"]>();
    expectTypeOf<Stripe.ChargeDisputeClosedEvent>().toExtend<StripePayloads["dispute.*"]>();
    expectTypeOf<Stripe.PayoutPaidEvent>().toExtend<StripePayloads["payout.*"]>();
    expectTypeOf<Stripe.CheckoutSessionCompletedEvent>().toExtend<StripePayloads["checkout.*"]>();
    expectTypeOf<Stripe.CustomerSubscriptionUpdatedEvent>().toExtend<StripePayloads["subscription.*"]>();
    expectTypeOf<Stripe.InvoicePaidEvent>().toExtend<StripePayloads["invoice.*"]>();
    expectTypeOf<Stripe.CustomerCreatedEvent>().toExtend<StripePayloads["customer.*"]>();
    expectTypeOf<Stripe.ProductUpdatedEvent>().toExtend<StripePayloads["product.*"]>();
  });

  test("GitHub", () => {
    expectTypeOf<Octokit<"push">>().toExtend<GitHubPayloads["code.*"]>();
    expectTypeOf<Octokit<"pull_request.opened">>().toExtend<GitHubPayloads["pull_request.*"]>();
    expectTypeOf<Octokit<"pull_request.closed">>().toExtend<GitHubPayloads["pull_request.*"]>();
    expectTypeOf<Octokit<"pull_request_review.submitted">>().toExtend<
      GitHubPayloads["pull_request.reviewed"]
    >();
    expectTypeOf<Octokit<"pull_request_review_comment.created">>().toExtend<
      GitHubPayloads["pull_request.commented"]
    >();
    expectTypeOf<Octokit<"issue_comment.created">>().toExtend<GitHubPayloads["pull_request.commented"]>();
    expectTypeOf<Octokit<"issue_comment.created">>().toExtend<GitHubPayloads["issue.commented"]>();
    expectTypeOf<Octokit<"issues.opened">>().toExtend<GitHubPayloads["issue.*"]>();
    expectTypeOf<Octokit<"release.published">>().toExtend<GitHubPayloads["release.*"]>();
    expectTypeOf<Octokit<"deployment.created">>().toExtend<GitHubPayloads["deployment.*"]>();
    expectTypeOf<Octokit<"deployment_status.created">>().toExtend<GitHubPayloads["deployment.*"]>();
    expectTypeOf<Octokit<"workflow_run.completed">>().toExtend<GitHubPayloads["build.*"]>();
    expectTypeOf<Octokit<"check_run.completed">>().toExtend<GitHubPayloads["build.*"]>();
    expectTypeOf<Octokit<"organization.member_added">>().toExtend<GitHubPayloads["organization.*"]>();
    expectTypeOf<Octokit<"star.created">>().toExtend<GitHubPayloads["*"]>();
  });

  test("Slack", () => {
    expectTypeOf<EnvelopedEvent<Slack<"app_mention">>>().toExtend<SlackEventCallback>();
    expectTypeOf<EnvelopedEvent<Slack<"team_join">>>().toExtend<SlackEventCallback<SlackUserEvent>>();
    expectTypeOf<EnvelopedEvent<Slack<"file_created">>>().toExtend<SlackEventCallback<SlackFileEvent>>();
  });

  test("Clerk", () => {
    expectTypeOf<Extract<UserWebhookEvent, { type: "user.created" | "user.updated" }>>().toExtend<
      ClerkPayloads["user.created"]
    >();
    expectTypeOf<Extract<UserWebhookEvent, { type: "user.deleted" }>>().toExtend<
      ClerkPayloads["user.deleted"]
    >();
    expectTypeOf<SessionWebhookEvent>().toExtend<ClerkPayloads["user.signed_in"]>();
    expectTypeOf<Exclude<OrganizationWebhookEvent, { type: "organization.deleted" }>>().toExtend<
      ClerkPayloads["organization.updated"]
    >();
    expectTypeOf<OrganizationMembershipWebhookEvent>().toExtend<ClerkPayloads["organization.member_added"]>();
  });
});

/** What the provider's mapping can give, and the families of that. */
type Given<P> = P extends Provider<string, infer Type> ? Type | FamilyOf<Type> | "*" : never;
type FamilyOf<Type> = Type extends `${infer Family}.${string}` ? `${Family}.*` : never;

test("payloads are known only of what the provider can give", () => {
  expectTypeOf<keyof PresetPayloads["clerk"]>().toExtend<Given<typeof clerk>>();
  expectTypeOf<keyof PresetPayloads["github"]>().toExtend<Given<typeof github>>();
  expectTypeOf<keyof PresetPayloads["gitlab"]>().toExtend<Given<typeof gitlab>>();
  expectTypeOf<keyof PresetPayloads["hubspot"]>().toExtend<Given<typeof hubspot>>();
  expectTypeOf<keyof PresetPayloads["linear"]>().toExtend<Given<typeof linear>>();
  expectTypeOf<keyof PresetPayloads["paddle"]>().toExtend<Given<typeof paddle>>();
  expectTypeOf<keyof PresetPayloads["paypal"]>().toExtend<Given<typeof paypal>>();
  expectTypeOf<keyof PresetPayloads["resend"]>().toExtend<Given<typeof resend>>();
  expectTypeOf<keyof PresetPayloads["sendgrid"]>().toExtend<Given<typeof sendgrid>>();
  expectTypeOf<keyof PresetPayloads["shopify"]>().toExtend<Given<typeof shopify>>();
  expectTypeOf<keyof PresetPayloads["slack"]>().toExtend<Given<typeof slack>>();
  expectTypeOf<keyof PresetPayloads["square"]>().toExtend<Given<typeof square>>();
  expectTypeOf<keyof PresetPayloads["stripe"]>().toExtend<Given<typeof stripe>>();
  expectTypeOf<keyof PresetPayloads["twilio"]>().toExtend<Given<typeof twilio>>();
});
