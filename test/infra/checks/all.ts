import { alarmChecks } from "./alarms.ts";
import type { Check } from "./check.ts";
import { consoleChecks } from "./console.ts";
import { consumerChecks } from "./consumers.ts";
import { functionChecks } from "./functions.ts";
import { ingestChecks } from "./ingest.ts";
import { overflowChecks } from "./overflow.ts";
import { partnerChecks } from "./partner.ts";
import { permissionChecks } from "./permissions.ts";
import { reconcileChecks } from "./reconcile.ts";
import { stageResourceChecks } from "./stage-resources.ts";
import { storeChecks } from "./store.ts";

/** Everything that is said about what is deployed. */
export const checks: readonly Check[] = [
  ...functionChecks,
  ...ingestChecks,
  ...consumerChecks,
  ...overflowChecks,
  ...storeChecks,
  ...permissionChecks,
  ...alarmChecks,
  ...partnerChecks,
  ...reconcileChecks,
  ...consoleChecks,
  ...stageResourceChecks,
];
