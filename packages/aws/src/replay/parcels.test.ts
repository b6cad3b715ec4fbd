import { expect, test } from "vitest";
import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import { parcelsOf } from "./parcels.ts";

const megabyte = 1024 * 1024;

function letter(change: Partial<DeliveryRecord>): DeliveryRecord {
  return {
    eventId: "evt_1",
    consumer: "audit",
    type: "payment.succeeded",
    source: "stripe",
    state: "dead",
    replay: 0,
    token: 1,
    attempt: 1,
    attempts: [],
    version: 1,
    ...change,
  };
}

test.each([
  ["small letters go together", { bytes: 2_000 }, [100]],
  ["of large ones, 8 MB at once", { bytes: 3 * megabyte }, Array.from({ length: 50 }, () => 2)],
  [
    "one whose size nobody noted may be as large as a message",
    {},
    [...Array.from({ length: 12 }, () => 8), 4],
  ],
  ["so may an edited one", { bytes: 10, edited: 1 }, [...Array.from({ length: 12 }, () => 8), 4]],
])("%s", (_what, change, sizes) => {
  const letters = Array.from({ length: 100 }, () => letter(change));

  const parcels = parcelsOf(letters);

  expect(parcels.map((parcel) => parcel.length)).toEqual(sizes);
  expect(parcels.flat()).toEqual(letters);
});
