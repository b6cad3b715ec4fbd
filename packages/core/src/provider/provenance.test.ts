import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Provider } from "../provider.ts";
import { providers } from "../providers.ts";

const presets = Object.values<Provider>(providers);

/** Words that say where a fact is from, or that it is not known. */
const origin =
  /memory|confirmed|documentation|documented|changelog|reference|specification|third[- ]part|\bread in\b|published|examples?|samples?|own source|not known|unknown|not said|hookdeck|webhook-skills/i;
/** Or about all facts at once: "Read in X's documentation", "All from the specification", "the rest from memory". */
const aboutRetries =
  /retr(?:y|ies|ied)|\bdelivery\b|attempts|tried|tries|\bagain\b|\bread in\b.+documentation|the rest|\ball from\b/i;

describe.each(presets)("the comment on $id", ({ id, docs }) => {
  const comment = commentOf(id);

  test("links the provider's page", () => {
    expect(comment).toContain(`@see ${docs}`);
  });

  test("says where its facts are from, those about retries too", () => {
    const sentences = comment.split(/(?<=[.;])\s+/);

    expect(sentences.some((one) => origin.test(one))).toBe(true);
    expect(sentences.filter((one) => aboutRetries.test(one) && origin.test(one))).not.toEqual([]);
  });
});

/** The pages that confirm what the facts' file had from memory. */
const confirmations: Readonly<Record<string, string>> = {
  "aws-sns": "https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html",
  bitbucket: "https://support.atlassian.com/bitbucket-cloud/docs/troubleshoot-webhooks/",
  calendly: "https://developer.calendly.com/api-docs/overview/webhooks/webhook-signatures",
  clerk: "https://docs.svix.com/retries",
  datadog: "https://docs.datadoghq.com/integrations/webhooks/",
  firecrawl: "https://docs.firecrawl.dev/webhooks/security",
  github: "https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries",
  "lemon-squeezy": "https://docs.lemonsqueezy.com/help/webhooks/webhook-requests",
  linear: "https://developers.linear.app/docs/graphql/webhooks",
  mailgun: "https://help.mailgun.com/hc/en-us/articles/202236504-Webhooks",
  paddle: "https://developer.paddle.com/webhooks/about/respond-to-webhooks",
  postmark: "https://postmarkapp.com/support/article/understanding-inbound-webhook-retries-in-postmark",
  pusher: "https://docs.bird.com/pusher/channels/channels/webhooks/channels-webhook-timeouts-and-retries",
  recurly: "https://docs.recurly.com/recurly-subscriptions/docs/automatic-retries",
  resend: "https://resend.com/docs/webhooks/retries-and-replays",
  sanity: "https://www.sanity.io/docs/changelog/50ec6abf-fe0c-475b-ae72-314148860132",
  sendgrid: "https://docs.sendgrid.com/for-developers/tracking-events/troubleshooting",
  shopify: "https://shopify.dev/changelog/updates-to-webhook-retry-mechanism",
  square: "https://developer.squareup.com/docs/webhooks-api/delivery-sla",
  "standard-webhooks":
    "https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md",
  stripe: "https://docs.stripe.com/webhooks",
  svix: "https://docs.svix.com/retries",
  twilio: "https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides",
  webflow: "https://developers.webflow.com/changelog/webhook-retries",
  zoom: "https://devsupport.zoom.us/hc/en-us/articles/360059893812-Webhook-delays",
};

interface Fact {
  readonly id: string;
  readonly confidence: { readonly scheme: string; readonly delivery: string };
}

const file = fileURLToPath(new URL("../../../../../shared/facts/providers.json", import.meta.url));
const facts = existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as readonly Fact[]) : []; // safe: its own form

describe.skipIf(facts.length === 0)(
  "facts that were written down from memory (shared/facts/providers.json)",
  () => {
    test("are of providers that all have a preset, and of no other", () => {
      expect(presets.map(({ id }) => id).toSorted()).toEqual(facts.map(({ id }) => id).toSorted());
    });

    const unsure = facts.filter(({ confidence }) => confidence.delivery === "memory");

    test.each(unsure)("$id says so of its retries, or links the page that confirms them", ({ id }) => {
      const says =
        /memory|not confirmed|not known|unknown|not said|not published|not documented|third-party/.test(
          commentOf(id),
        );
      const confirmed = Object.hasOwn(confirmations, id) ? confirmations[id] : undefined;

      expect(confirmed === undefined ? says : sourceOf(id).includes(confirmed)).toBe(true);
    });
  },
);

/** The comment that stands on the preset, as one line. */
function commentOf(id: string): string {
  const comments = sourceOf(id).match(/\/\*\*[\s\S]*?\*\//g) ?? [];
  const whole = comments.find((one) => one.includes("@see ")) ?? "";
  return whole.replaceAll(/\s*\n\s*\*\s*/g, " ");
}

function sourceOf(id: string): string {
  return readFileSync(new URL(`${id}.ts`, import.meta.url), "utf8");
}
