import { beforeAll, describe, expect, test } from "vitest";
import { checks } from "./checks/all.ts";
import { type Deployed, problemsOf } from "./checks/check.ts";
import { deploy } from "./deploy.ts";
import { consumerMistakes } from "./mistakes/consumers.ts";
import { functionMistakes } from "./mistakes/functions.ts";
import { type Mistake } from "./mistakes/mistake.ts";
import { doorMistakes, partnerMistakes, warmMistakes } from "./mistakes/options.ts";
import { permissionMistakes } from "./mistakes/permissions.ts";
import { stageMistakes } from "./mistakes/stage.ts";
import { everyOption } from "./fixture/every-option.ts";

const inProduction = [...consumerMistakes, ...functionMistakes, ...permissionMistakes, ...stageMistakes];
const withOptions = [...warmMistakes, ...doorMistakes, ...partnerMistakes];

describe("each deliberate mistake is noticed", () => {
  let production: Deployed;
  let options: Deployed;
  beforeAll(async () => {
    [production, options] = await Promise.all([deploy({ stage: "production" }), deploy(everyOption)]);
  });

  test.each(inProduction)("$mistake", (mistake) => expectNoticed(mistake, production));
  test.each(withOptions)("$mistake", (mistake) => expectNoticed(mistake, options));
});

test("every sentence has a mistake that turns it red", () => {
  const noticed = new Set([...inProduction, ...withOptions].map((mistake) => mistake.noticed));

  expect(checks.map(({ sentence }) => sentence).filter((sentence) => !noticed.has(sentence))).toEqual([]);
});

function expectNoticed({ make, noticed }: Mistake, deployed: Deployed): void {
  const check = checks.find(({ sentence }) => sentence === noticed);
  if (check === undefined) throw new Error(`no check says: ${noticed}`);

  expect(problemsOf(check, deployed)).toEqual([]);
  expect(problemsOf(check, make(deployed))).not.toEqual([]);
}
