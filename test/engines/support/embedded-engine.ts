import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openOperator, startHookyard } from "@hookyard/embedded";
import { eventually } from "../../support/eventually.ts";
import { type ScenarioEngine, scenarioSecret } from "./scenario-engine.ts";

/** The process on one machine, as `hookyard start` runs it. */
export async function createEmbeddedEngine(): Promise<ScenarioEngine> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "hookyard-scenario-"));
  const running = await startHookyard({
    routerFile: join(import.meta.dirname, "../fixture/router.ts"),
    dataDirectory,
    host: "127.0.0.1",
    port: 0,
    operatorPort: 0,
    env: { HOOKYARD_SECRET_STRIPE: scenarioSecret, HOOKYARD_SECRET_GITHUB_ACME: scenarioSecret },
    log: () => undefined,
  });
  const { operator } = await openOperator({ dataDirectory });
  return {
    operator,
    now: () => new Date(),
    post: (source, { method, headers, body }) =>
      fetch(`${running.url}/webhooks/${source}`, { method, headers, body }),
    async settle() {
      await eventually(
        () => operator.overview(),
        ({ deliveries }) => deliveries.scheduled === 0,
        { what: "the end of all deliveries" },
      );
    },
    async close() {
      await operator.close();
      await running.stop();
      rmSync(dataDirectory, { recursive: true });
    },
  };
}
