import type { DomainFields, MappingInput } from "../domain/mapping.ts";
import { fields, someText, translate } from "../domain/read.ts";
import { globalId, globalNumber } from "./shopify-id.ts";

/** A subscription contract in the domain's words. What it costs is in its lines, which do not come along. */
export function subscription(input: MappingInput): DomainFields<"subscription.created"> {
  const entry = fields(input.payload);
  const { status, currency_code } = entry;
  return {
    subscriptionId: contractOf(input),
    customerId: globalNumber("Customer", entry["customer_id"]),
    status: translate(someText(status)?.toLowerCase(), statuses),
    currency: currency_code,
  };
}

export function contractOf({ payload }: MappingInput): string | undefined {
  return globalId(fields(payload), "SubscriptionContract");
}

/** A contract that has come to this state. */
export function hasContractStatus(...wanted: readonly string[]): (input: MappingInput) => boolean {
  return ({ payload }) => {
    const { status } = fields(payload);
    return typeof status === "string" && wanted.includes(status.toLowerCase());
  };
}

/** A try to bill a contract. It names the order that it made, and no amount. */
export function billing({ payload }: MappingInput): DomainFields<"subscription.renewed"> {
  return {
    subscriptionId: globalNumber("SubscriptionContract", fields(payload)["subscription_contract_id"]),
  };
}

export function billedContract({ payload }: MappingInput): string | undefined {
  return globalNumber("SubscriptionContract", fields(payload)["subscription_contract_id"]);
}

const statuses: Readonly<Record<string, string>> = {
  active: "active",
  paused: "paused",
  cancelled: "canceled",
  expired: "expired",
  failed: "past_due",
};
