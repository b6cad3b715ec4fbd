import { type Delivery, withOtherBody } from "./delivery.ts";
import type { Contestant } from "./family.ts";

/** Throws unless every genuine request is accepted and every tampered one refused: else the figures mean nothing. */
export async function checkContestant(
  { name, accept }: Contestant,
  deliveries: readonly Delivery[],
  tamper: (delivery: Delivery) => Delivery = withOtherBody,
): Promise<void> {
  for (const delivery of deliveries) {
    if (!(await accept(delivery))) throw new Error(`${name} refuses a genuine request`);
    if (await isAccepted(accept, tamper(delivery))) throw new Error(`${name} accepts a tampered request`);
  }
}

async function isAccepted(accept: Contestant["accept"], delivery: Delivery): Promise<boolean> {
  try {
    return await accept(delivery);
  } catch {
    return false; // how most libraries say no
  }
}
