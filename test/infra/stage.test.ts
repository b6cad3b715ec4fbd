import { beforeAll, describe, expect, test } from "vitest";
import { checks } from "./checks/all.ts";
import { type Deployed, problemsOf } from "./checks/check.ts";
import { deploy } from "./deploy.ts";
import { withConsole } from "./fixture/with-console.ts";
import { everyOption } from "./fixture/every-option.ts";

describe.each([
  { stage: "production", options: { stage: "production" } },
  { stage: "alice, of a developer", options: { stage: "alice" } },
  { stage: "staging, with every option", options: everyOption },
  { stage: "alice, with the console", options: withConsole },
])("what is deployed to the stage $stage", ({ options }) => {
  let deployed: Deployed;
  beforeAll(async () => {
    deployed = await deploy(options);
  });

  test.each(checks)("$sentence", (check) => {
    expect(problemsOf(check, deployed)).toEqual([]);
  });
});
