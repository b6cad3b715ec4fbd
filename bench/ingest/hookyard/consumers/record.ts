import { createDeliveryRecord } from "../../delivery-record.ts";
import { router } from "../router.ts";

const deliveries = createDeliveryRecord(process.env["BENCH_RECORDS"] ?? "");

/** Notes every event and when it came. */
export const record = router.consumer("record", (event) => {
  deliveries.delivered(event.providerid);
});
