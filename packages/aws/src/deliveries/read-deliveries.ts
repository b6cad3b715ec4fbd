import { type BatchOptions, getItems } from "../table/batches.ts";
import { deliveryIdOf, splitDeliveryId } from "./delivery-id.ts";
import { deliveryKey, readDeliveryItem } from "./delivery-item.ts";
import type { DeliveryRecord } from "./delivery-record.ts";

/** Deliveries by their ids, as of the last write; those that are not there are left out. */
export type ReadDeliveries = (ids: readonly string[]) => Promise<ReadonlyMap<string, DeliveryRecord>>;

export function createReadDeliveries(options: BatchOptions): ReadDeliveries {
  return async (ids) => {
    const keys = [...new Set(ids)]
      .map(splitDeliveryId)
      .filter(({ eventId, consumer }) => eventId !== "" && consumer !== "");
    const items = await getItems(
      options,
      keys.map(({ eventId, consumer }) => deliveryKey(eventId, consumer)),
    );
    return new Map(
      items.map(readDeliveryItem).map((record) => [deliveryIdOf(record.eventId, record.consumer), record]),
    );
  };
}
