import { createHmac, type KeyObject, timingSafeEqual } from "node:crypto";
import type { Contestant } from "./family.ts";
import type { Delivery } from "./delivery.ts";

interface HmacFloor {
  readonly key: KeyObject;
  readonly algorithm?: "sha1" | "sha256";
  /** What is signed in front of the body. */
  readonly front?: (delivery: Delivery) => string;
  readonly signature: (delivery: Delivery) => Buffer;
}

/** HMAC, comparison, `JSON.parse`, and no check of anything else. */
export function hmacFloor({ key, algorithm = "sha256", front, signature }: HmacFloor): Contestant {
  return {
    name: "floor",
    accept: (delivery) => {
      const mac = createHmac(algorithm, key);
      if (front !== undefined) mac.update(front(delivery));
      const digest = mac.update(delivery.body).digest();
      return timingSafeEqual(digest, signature(delivery)) && parses(delivery);
    },
  };
}

/** Parses what was proved. Throws where it is not JSON. */
export function parses({ body }: Delivery): boolean {
  return JSON.parse(body.toString("utf8")) !== undefined;
}
