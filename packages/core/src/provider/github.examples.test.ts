import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { normalise } from "../domain/normalise.ts";
import type { Json } from "../event.ts";
import { createIntake } from "../ingest/intake.ts";
import { defineRouter } from "../router/define-router.ts";
import { source } from "../router/source.ts";
import { signWebhook } from "../testing/index.ts";
import { github } from "./github.ts";

/** What GitHub's users contributed as real payloads, by event. */
interface Definition {
  readonly name: string;
  readonly examples: readonly { readonly [field: string]: Json }[];
}

// safe: the first test shows what it is. The package is one JSON file, which needs no import attribute this way.
const definitions = createRequire(import.meta.url)("@octokit/webhooks-examples") as readonly Definition[];

const secret = "It's a Secret to Everybody";
const url = "https://hooks.example.com/webhooks/github";
const now = new Date("2026-01-01T00:00:00Z");

const intake = createIntake({
  router: defineRouter({ sources: { github: source(github) }, consumers: {} }),
  secrets: () => [secret],
  now: () => now,
});

/** The domain types of the examples; whatever is not here stays passthrough. */
const mapped: Readonly<Record<string, readonly string[]>> = {
  push: ["code.pushed"],
  "check_run.created": ["build.created"],
  "check_run.completed": ["build.succeeded", "github.check_run.completed"],
  "deployment.created": ["deployment.created"],
  "deployment_status.created": ["deployment.started", "deployment.succeeded"],
  "issue_comment.created": ["issue.commented"],
  "issues.assigned": ["issue.updated"],
  "issues.deleted": ["issue.deleted"],
  "issues.demilestoned": ["issue.updated"],
  "issues.edited": ["issue.updated"],
  "issues.labeled": ["issue.updated"],
  "issues.milestoned": ["issue.updated"],
  "issues.opened": ["issue.opened"],
  "issues.reopened": ["issue.reopened"],
  "issues.unassigned": ["issue.updated"],
  "issues.unlabeled": ["issue.updated"],
  "organization.member_added": ["organization.member_added"],
  "organization.renamed": ["organization.updated"],
  "package.published": ["package.published"],
  "pull_request.closed": ["pull_request.closed"],
  "pull_request.converted_to_draft": ["pull_request.updated"],
  "pull_request.opened": ["pull_request.opened"],
  "pull_request.ready_for_review": ["pull_request.updated"],
  "pull_request.reopened": ["pull_request.reopened"],
  "pull_request.synchronize": ["pull_request.updated"],
  "pull_request_review.dismissed": ["pull_request.reviewed"],
  "pull_request_review.submitted": ["pull_request.reviewed"],
  "pull_request_review_comment.created": ["pull_request.commented"],
  "release.deleted": ["release.deleted"],
  "release.edited": ["release.updated"],
  "release.published": ["release.published"],
  "workflow_run.completed": ["build.succeeded", "github.workflow_run.completed"],
  "workflow_run.requested": ["build.created"],
};

const all = definitions.flatMap(({ name, examples }) =>
  examples.map((payload, index) => ({ name, index, action: payload["action"], payload })),
);

test("there are examples of all events", () => {
  expect(definitions.length).toBeGreaterThanOrEqual(58);
  expect(all.length).toBeGreaterThan(300);
});

describe("every published example", () => {
  test.each(all)("$name $action, example $index", async ({ name, action, payload }) => {
    const type = typeof action === "string" ? `${name}.${action}` : name;
    const body = JSON.stringify(payload, null, 2);
    const request = await signWebhook(github, {
      secret,
      url,
      body,
      now,
      headers: { "x-github-event": name, "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958" },
    });

    const result = await intake("github", request);

    expect(result).toMatchObject({ kind: "events", entries: [{ event: { providertype: type } }] });
    const [entry] = result.kind === "events" ? result.entries : [];
    expect(entry?.mismatch).toBeUndefined();
    expect(mapped[type] ?? [`github.${type}`]).toContain(entry?.event.type);
    expect(JSON.parse(entry?.text ?? "{}")).toMatchObject({
      type: entry?.event.type,
      providerid: "72d3162e-cc78-11e3-81ab-4c9367dc0958",
      data: { original: JSON.parse(body) },
    });
  });
});

test.each(Object.entries(mapped))("%s becomes %j, and each is among the examples", (type, types) => {
  const [name = "", action] = type.split(".");
  const examples = all.filter((one) => one.name === name && (action === undefined || one.action === action));
  const identity = { id: "1", type, time: undefined, subject: undefined };

  const found = examples.map(
    ({ payload }) => normalise(github, { payload, identity, header: () => undefined }).type,
  );

  expect(new Set(found)).toEqual(new Set(types));
});
