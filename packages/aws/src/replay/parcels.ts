import type { DeliveryRecord } from "../deliveries/delivery-record.ts";
import { maxMessageBytes } from "../deliveries/letter-message.ts";

/** Of the texts of one parcel, as its deliveries say it. */
const mostBytes = 8 * maxMessageBytes;

/**
 * Deliveries in their order, in parts whose texts, as they are carried, may be in memory at once. One whose size nobody
 * noted, or whose text was edited since, is taken to be as large as a message can be.
 */
export function parcelsOf(records: readonly DeliveryRecord[]): readonly (readonly DeliveryRecord[])[] {
  const parcels: DeliveryRecord[][] = [];
  let room = 0;
  for (const record of records) {
    const bytes = record.edited === undefined ? (record.bytes ?? maxMessageBytes) : maxMessageBytes;
    if (parcels.length === 0 || bytes > room) {
      parcels.push([]);
      room = mostBytes;
    }
    parcels.at(-1)?.push(record);
    room -= bytes;
  }
  return parcels;
}
