import { test } from "vitest";
import { cases } from "../testing/mapping-row.ts";

test.each(
  cases([
    [
      "an unauthorized workflow",
      "circleci",
      { type: "workflow-completed", workflow: { id: "w", status: "unauthorized" } },
      "build.failed",
      { buildId: "w" },
    ],
    [
      "a blocked build",
      "buildkite",
      { event: "build.finished", build: { id: "b", state: "blocked" } },
      "buildkite.build.finished",
      {},
    ],
    [
      "a running build",
      "buildkite",
      { event: "build.running", build: { id: "b", number: 1 } },
      "build.started",
      { number: 1 },
    ],
    [
      "a preview",
      "vercel",
      {
        id: "1",
        type: "deployment.canceled",
        payload: { target: null, deployment: { id: "d", name: "shop" } },
      },
      "deployment.canceled",
      { environment: "preview" },
    ],
    [
      "a deployment twice",
      "vercel",
      { id: "1", type: "deployment.ready", payload: { deployment: { id: "d" } } },
      "vercel.deployment.ready",
      {},
    ],
    [
      "a deploy that begins",
      "netlify",
      { id: "d", state: "building" },
      "deployment.started",
      { deploymentId: "d" },
      { "x-netlify-event": "deploy_building" },
    ],
    [
      "a failed build",
      "expo",
      { id: "b", status: "errored", platform: "ios", error: { message: "M" } },
      "build.failed",
      { failureMessage: "M" },
    ],
    [
      "a failed submission",
      "expo",
      {
        id: "s",
        status: "errored",
        platform: "ios",
        submissionDetailsPageUrl: "https://expo.dev/s",
        submissionInfo: { error: { message: "M" } },
      },
      "deployment.failed",
      { environment: "ios", failureMessage: "M" },
    ],
    [
      "a package taken out",
      "npm-hooks",
      { event: "package:unpublish", name: "p", change: {} },
      "package.unpublished",
      { packageId: "p" },
    ],
  ]),
)("%s", (_what, check) => check());
