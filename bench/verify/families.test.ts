import { randomBytes } from "node:crypto";
import { describe, test } from "vitest";
import { checkContestant } from "./check.ts";
import { createDeliveries } from "./delivery.ts";
import { families } from "./families.ts";
import { createHookyard } from "./hookyard.ts";

const now = new Date(); // the libraries read the clock by themselves

describe.each(families)("$provider.id", (family) => {
  test("everybody accepts the genuine requests and refuses the forged ones", async () => {
    const secret = family.provider.scheme.createSecret(randomBytes);
    const deliveries = await createDeliveries(family, { secret, bytes: 2_000, count: 2, now });
    const contestants = [
      createHookyard(family, secret, now),
      family.createFloor(secret),
      ...family.createPeers(secret),
    ];

    for (const contestant of contestants) await checkContestant(contestant, deliveries, family.tamper);
  });
});
