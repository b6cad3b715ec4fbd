import { describe, expect, test } from "vitest";
import { docusign } from "../provider/docusign.ts";
import { github } from "../provider/github.ts";
import { shopify } from "../provider/shopify.ts";
import { slack } from "../provider/slack.ts";
import { stripe } from "../provider/stripe.ts";
import { defineRouter } from "./define-router.ts";
import { RouterDefinitionError } from "./problem.ts";
import type { ReconcileSpec } from "./reconcile-spec.ts";
import { source } from "./source.ts";

const providers = { stripe, github, shopify, slack, docusign };

const acme = { repository: "acme/shop", shop: "acme.myshopify.com" };

function problemsOf(
  provider: keyof typeof providers,
  reconcile: unknown,
  settings: Readonly<Record<string, string>> = acme,
): readonly string[] {
  const options = { settings, reconcile: reconcile as ReconcileSpec }; // safe: a router may be written in JavaScript
  try {
    defineRouter({ sources: { one: source(providers[provider], options) }, consumers: {} });
    return [];
  } catch (error) {
    if (error instanceof RouterDefinitionError)
      return error.problems.map(({ path, message }) => `${path} ${message}`);
    throw error;
  }
}

describe("a source's schedule", () => {
  test("has its defaults filled in", () => {
    const router = defineRouter({
      sources: {
        stripe: source(stripe, { reconcile: { every: "1 hour" } }),
        github: source(github, {
          settings: acme,
          reconcile: { every: "30 minutes", since: "1 day", backfill: true },
        }),
        slack: source(slack),
      },
      consumers: {},
    });

    expect(router.sources["stripe"]?.reconcile).toEqual({
      everySeconds: 3_600,
      sinceSeconds: 7_200,
      backfill: false,
    });
    expect(router.sources["github"]?.reconcile).toEqual({
      everySeconds: 1_800,
      sinceSeconds: 86_400,
      backfill: true,
    });
    expect(router.sources["slack"]).not.toHaveProperty("reconcile");
  });

  test("is refused of a provider that keeps no list", () => {
    expect(problemsOf("slack", { every: "1 hour" })).toEqual([
      "sources.one.reconcile is of no use: Slack has no list of what it sent that Hookyard can ask for; leave it out",
    ]);
  });

  test.each([{}, { repository: "" }])("says whose list it is: %j is not enough", (settings) => {
    expect(problemsOf("github", { every: "1 hour" }, settings)).toEqual([
      'sources.one.reconcile does not say whose events GitHub is asked for: give the source the setting "repository" or "organization" or "app", as settings: { repository: "…" }',
    ]);
  });

  test("says where its list is, too, where that takes more than one setting", () => {
    expect(problemsOf("docusign", { every: "1 hour" }, { account: "a1", host: "eu.docusign.net" })).toEqual(
      [],
    );
    expect(problemsOf("docusign", { every: "1 hour" }, { account: "a1" })).toEqual([
      'sources.one.reconcile needs the setting "host" of the source, without which DocuSign Connect cannot be asked: settings: { host: "…" }',
    ]);
  });

  test("brings nothing in where the list holds no payloads", () => {
    expect(problemsOf("shopify", { every: "1 hour", backfill: true })).toEqual([
      "sources.one.reconcile.backfill is of no use: Shopify tells what happened and not what it sent, so there is a gap to see and nothing to bring in; leave it out",
    ]);
  });

  test.each([
    ["1 hour", 'sources.one.reconcile is "1 hour": write { every: "1 hour" }'],
    [[], 'sources.one.reconcile is []: write { every: "1 hour" }'],
    [{}, 'sources.one.reconcile.every is missing: write how often, as "1 hour"'],
    [{ every: 3600 }, 'sources.one.reconcile.every is 3600 without a unit: write "3600 seconds"'],
    [{ every: "1h" }, 'sources.one.reconcile.every is "1h", which is not a duration: write "1 hours"'],
    [
      { every: "1 minute" },
      'sources.one.reconcile.every is "1 minute": write whole minutes, from "5 minutes" to "36 hours", since GitHub remembers 3 days',
    ],
    [
      { every: "90.5 minutes" },
      'sources.one.reconcile.every is "90.5 minutes": write whole minutes, from "5 minutes" to "36 hours", since GitHub remembers 3 days',
    ],
    [
      { every: "2 days" },
      'sources.one.reconcile.every is "2 days": write whole minutes, from "5 minutes" to "36 hours", since GitHub remembers 3 days',
    ],
    [
      { every: "1 hour", since: "30 minutes" },
      'sources.one.reconcile.since is "30 minutes": write at least what "every" says, so that nothing lies between two runs, and at most "3 days", which is what GitHub remembers',
    ],
    [
      { every: "1 hour", since: "4 days" },
      'sources.one.reconcile.since is "4 days": write at least what "every" says, so that nothing lies between two runs, and at most "3 days", which is what GitHub remembers',
    ],
    [
      { every: "1 hour", since: "soon" },
      'sources.one.reconcile.since is "soon", which is not a duration: write a number and a unit, as "10 seconds" or "2 hours"',
    ],
    [{ every: "1 hour", backfill: "yes" }, 'sources.one.reconcile.backfill is "yes": write true or false'],
    [
      { every: "1 hour", evry: "2 hours" },
      'sources.one.reconcile has "evry", which is no option of it. Did you mean "every"?',
    ],
  ])("is refused as %j, with its place and what to write", (spec, problem) => {
    expect(problemsOf("github", spec)).toEqual([problem]);
  });
});
