import { createHash, timingSafeEqual } from "node:crypto";
import { fieldAt } from "../body/field.ts";
import { jsonBeforeProof } from "../body/json.ts";
import type { Json, JsonObject } from "../event.ts";
import { createKeyRings } from "./key-ring.ts";
import { parseLeniently } from "./place.ts";
import type { Scheme, SignatureReason, VerifyOutcome } from "./scheme.ts";

/** Notifications in one request; Microsoft Graph sends far fewer. */
const maxItems = 10_000;

/**
 * A secret in each item of a list in the body (Microsoft Graph's `clientState`). All have to hold the same one: one
 * item of somebody else's makes the whole request a forgery. It proves nothing about the rest of the item.
 */
export function clientState(spec: { readonly list: string; readonly field: string }): Scheme {
  const keyRingOf = createKeyRings((secret) => fingerprint(secret));
  return {
    verify: ({ secrets, request }): VerifyOutcome => {
      const ring = keyRingOf(secrets);
      if (ring.keys.length === 0) return refuse(ring.problem ?? "secret_missing");
      const body = jsonBeforeProof(request.body);
      if (body === undefined) return refuse("body_malformed");
      const items = fieldAt(body, spec.list);
      if (!Array.isArray(items) || items.length > maxItems) return refuse("body_malformed");
      if (items.length === 0) return refuse("signature_missing");
      const given: Buffer[] = [];
      for (const item of items) {
        const state = fieldAt(item, spec.field);
        if (typeof state !== "string" || state === "") return refuse("signature_missing");
        given.push(fingerprint(state));
      }
      let secretIndex: number | undefined;
      for (const { key, index } of ring.keys) {
        let isAll = true;
        for (const one of given) {
          const isEqual = timingSafeEqual(key, one);
          isAll &&= isEqual;
        }
        if (isAll) secretIndex ??= index;
      }
      return secretIndex === undefined
        ? refuse(ring.problem ?? "signature_mismatch")
        : { ok: true, secretIndex };
    },
    sign: ({ body, secret, headers }) => {
      const parsed = parseLeniently(body);
      // safe: an object that is no array, or none at all
      const fields = (
        typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? parsed : {}
      ) as JsonObject;
      const items = fieldAt(fields, spec.list);
      const list: readonly Json[] = Array.isArray(items) && items.length > 0 ? items : [{}];
      // safe: spreading what is no object gives nothing
      const stamped = list.map((item) => ({ ...(item as JsonObject), [spec.field]: secret }));
      return { headers, body: Buffer.from(JSON.stringify({ ...fields, [spec.list]: stamped }), "utf8") };
    },
    createSecret: (randomBytes) => {
      const created = Buffer.from(randomBytes(24)).toString("hex");
      return { verify: created, sign: created };
    },
  };
}

/** One length for all, so that comparing does not tell the secret's. */
function fingerprint(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}

function refuse(reason: SignatureReason): VerifyOutcome {
  return { ok: false, reason };
}
