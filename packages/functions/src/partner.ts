import { readDeployment } from "./deployment.ts";
import { createClients } from "./lambda/clients.ts";
import { createDeployedBus } from "./lambda/deployed-bus.ts";
import { createPartnerFunction, type PartnerFunction } from "./lambda/partner-function.ts";
import { createFunctionTelemetry } from "./lambda/function-telemetry.ts";
import { router } from "./router.ts";

const variables = process.env;
const deployment = readDeployment(variables);
const telemetry = createFunctionTelemetry("partner", deployment, variables);
const clients = createClients(deployment, variables);

/** The target of the rules on partner buses: what a provider puts there goes on Hookyard's own bus. */
export const handler: PartnerFunction = createPartnerFunction({
  router,
  ...createDeployedBus({ router, deployment, variables, clients, telemetry }),
  telemetry,
  now: () => new Date(),
});
