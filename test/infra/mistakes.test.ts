import { beforeAll, describe, expect, test } from "vitest";
import { checks } from "./checks/all.ts";
import { type Deployed, problemsOf } from "./checks/check.ts";
import { deploy } from "./deploy.ts";
import { consumerMistakes } from "./mistakes/consumers.ts";
import { functionMistakes } from "./mistakes/functions.ts";
import { type Mistake } from "./mistakes/mistake.ts";
import { doorMistakes, partnerMistakes, warmMistakes } from "./mistakes/options.ts";
import { permissionMistakes } from "./mistakes/permissions.ts";
import { reconcileMistakes } from "./mistakes/reconcile.ts";
import { stageMistakes } from "./mistakes/stage.ts";
import { consoleMistakes } from "./mistakes/console.ts";
import { everyOption } from "./fixture/every-option.ts";
import { withConsole } from "./fixture/with-console.ts";

const inProduction = [...consumerMistakes, ...functionMistakes, ...permissionMistakes, ...stageMistakes];
const withOptions = [...warmMistakes, ...doorMistakes, ...partnerMistakes, ...reconcileMistakes];

describe("each deliberate mistake is noticed", () => {
  let production: Deployed;
  let options: Deployed;
  let console: Deployed;
  beforeAll(async () => {
    [production, options, console] = await Promise.all([
      deploy({ stage: "production" }),
      deploy(everyOption),
      deploy(withConsole),
    ]);
  });

  test.each(inProduction)("$mistake", (mistake) => expectNoticed(mistake, production));
  test.each(withOptions)("$mistake", (mistake) => expectNoticed(mistake, options));
  test.each(consoleMistakes)("$mistake", (mistake) => expectNoticed(mistake, console));
});

test("every sentence has a mistake that turns it red", () => {
  const noticed = new Set(
    [...inProduction, ...withOptions, ...consoleMistakes].map((mistake) => mistake.noticed),
  );

  expect(checks.map(({ sentence }) => sentence).filter((sentence) => !noticed.has(sentence))).toEqual([]);
});

function expectNoticed({ make, noticed }: Mistake, deployed: Deployed): void {
  const check = checks.find(({ sentence }) => sentence === noticed);
  if (check === undefined) throw new Error(`no check says: ${noticed}`);

  expect(problemsOf(check, deployed)).toEqual([]);
  expect(problemsOf(check, make(deployed))).not.toEqual([]);
}
