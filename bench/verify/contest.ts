import { randomBytes } from "node:crypto";
import { checkContestant } from "./check.ts";
import { createDeliveries } from "./delivery.ts";
import type { Family } from "./family.ts";
import { createHookyard } from "./hookyard.ts";
import { measure, type MeasureOptions, ratioOf, type Timing } from "./measure.ts";
import type { Contest } from "./result.ts";

const deliveryCount = 8;

/** One family at one size: signed now, checked, measured. Throws when anybody decides wrongly. */
export async function runContest(family: Family, bytes: number, options: MeasureOptions): Promise<Contest> {
  const { provider } = family;
  const now = new Date();
  const secret = provider.scheme.createSecret(randomBytes);
  const deliveries = await createDeliveries(family, { secret, bytes, count: deliveryCount, now });
  const contestants = [
    createHookyard(provider, secret, now),
    family.createFloor(secret),
    ...family.createPeers(secret),
  ];
  for (const contestant of contestants) await checkContestant(contestant, deliveries);

  const [hookyard, floor, ...others] = await measure(contestants, deliveries, options);
  if (hookyard === undefined || floor === undefined) throw new Error("nobody was measured");
  const peers = others.toSorted((a: Timing, b: Timing) => a.micros - b.micros);
  const [fastest] = peers;
  return {
    family: family.name,
    provider: provider.id,
    bytes,
    hookyard,
    floor,
    peers,
    toFloor: ratioOf(hookyard, floor),
    toPeer: fastest === undefined ? undefined : ratioOf(hookyard, fastest),
  };
}
