import { SubscriptionCreateRequestEventTypeEnum as HubspotType } from "@hubspot/api-client/lib/codegen/webhooks/models/SubscriptionCreateRequest.js";
import { WebhookResourceType as LinearType } from "@linear/sdk";
import { WebhookEventType as OnfidoType } from "@onfido/api";
import { EventName as PaddleType } from "@paddle/paddle-node-sdk";
import { WebhookEventType as PolarType } from "@polar-sh/sdk/models/components/webhookeventtype.js";
import { expect, test } from "vitest";
import { hubspotClient } from "./hubspot.ts";
import { linearClient } from "./linear.ts";
import { onfidoClient } from "./onfido.ts";
import { paddleClient } from "./paddle.ts";
import { polarClient } from "./polar.ts";

// Asked for by name, a type that the provider does not have is refused, and with it the whole endpoint.
test.each([
  [hubspotClient, HubspotType],
  [linearClient, LinearType],
  [onfidoClient, OnfidoType],
  [paddleClient, PaddleType],
  [polarClient, PolarType],
] as const)("$provider has every type that we subscribe to", ({ subscriptions }, theirs) => {
  const known: readonly string[] = Object.values(theirs);

  expect(subscriptions.every.filter((type) => !known.includes(type))).toEqual([]);
});
