import { PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { busEntry } from "@hookyard/core/port/contract-harness";
import { expect, test, vi } from "vitest";
import { createAwsWorld } from "../testing/aws-world.ts";
import { eventBridgeEntry } from "./bus-entry.ts";
import { sdkPutEventsCall } from "./sdk-put-events-call.ts";

test("the client's middleware is put together once, and not for every call", async () => {
  const putTogether = vi.spyOn(PutEventsCommand.prototype, "resolveMiddleware");
  const world = await createAwsWorld();
  const call = sdkPutEventsCall(world.eventBridge);
  const entries = [eventBridgeEntry(world.bus, busEntry({ providerId: "a" }))];

  await call(entries);
  await call(entries);

  expect(putTogether).toHaveBeenCalledTimes(1);
  putTogether.mockRestore();
  await world.close();
});
