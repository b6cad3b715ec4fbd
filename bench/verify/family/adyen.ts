import { createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { hmacValidator as HmacValidator } from "@adyen/api-library";
import { parseJson } from "../../../packages/core/src/body/json.ts";
import { adyen } from "../../../packages/core/src/provider/adyen.ts";
import { itemsBody } from "../body.ts";
import { withBody } from "../delivery.ts";
import type { Family } from "../family.ts";

/** What of an item is read here; the library's own type wants enums where these are their texts. */
interface Item {
  readonly pspReference: string;
  readonly originalReference: string;
  readonly merchantAccountCode: string;
  readonly merchantReference: string;
  readonly amount: { readonly value: number; readonly currency: string };
  readonly eventCode: string;
  readonly success: string;
  readonly additionalData: { readonly hmacSignature: string };
}
type LibraryItem = Parameters<InstanceType<typeof HmacValidator>["validateHMAC"]>[0];

/** A signature in each item, over eight of its fields: all have to be right. */
export const adyenFamily: Family = {
  name: "HMAC of an item’s fields",
  provider: adyen,
  createBody: itemsBody,
  tamper: (delivery) =>
    withBody(
      delivery,
      Buffer.from(delivery.body.toString("utf8").replace('"success":"true"', '"success":"false"'), "utf8"),
    ),
  createFloor: (secret) => {
    const key = createSecretKey(secret.sign, "hex");
    return {
      name: "floor",
      accept: ({ body }) =>
        itemsOf(JSON.parse(body.toString("utf8"))).every((item) => {
          const { value, currency } = item.amount;
          const { pspReference, originalReference, merchantAccountCode, merchantReference } = item;
          const signed = `${pspReference}:${originalReference}:${merchantAccountCode}:${merchantReference}:${value}:${currency}:${item.eventCode}:${item.success}`;
          const digest = createHmac("sha256", key).update(signed).digest();
          return timingSafeEqual(digest, Buffer.from(item.additionalData.hmacSignature, "base64"));
        }),
    };
  },
  createPeers: (secret) => {
    const sdk = new HmacValidator();
    return [
      {
        name: "@adyen/api-library",
        accept: ({ body }) =>
          itemsOf(parseJson(body.toString("utf8"))).every((item) =>
            sdk.validateHMAC(item as unknown as LibraryItem, secret.verify),
          ),
      },
    ];
  },
};

function itemsOf(payload: unknown): readonly Item[] {
  // safe: what `itemsBody` makes
  const { notificationItems } = payload as {
    readonly notificationItems: readonly { readonly NotificationRequestItem: Item }[];
  };
  return notificationItems.map(({ NotificationRequestItem: item }) => item);
}
