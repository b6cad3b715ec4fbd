import { checkContestant } from "./check.ts";
import { createDeliveries } from "./delivery.ts";
import type { Family, Secret } from "./family.ts";
import { createHookyard } from "./hookyard.ts";
import { measure, type MeasureOptions, ratioOf, type Timing } from "./measure.ts";
import type { Contest } from "./result.ts";

const deliveryCount = 8;

interface ContestOptions extends MeasureOptions {
  /** One for all sizes: keys that a scheme has fetched stay known to it. */
  readonly secret: Secret;
  readonly bytes: number;
}

/** One family at one size: signed now, checked, measured. Throws when anybody decides wrongly. */
export async function runContest(
  family: Family,
  { secret, bytes, ...options }: ContestOptions,
): Promise<Contest> {
  const { provider } = family;
  const now = new Date();
  const deliveries = await createDeliveries(family, { secret, bytes, count: deliveryCount, now });
  const contestants = [
    createHookyard(family, secret, now),
    family.createFloor(secret),
    ...family.createPeers(secret),
  ];
  for (const contestant of contestants) await checkContestant(contestant, deliveries, family.tamper);

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
