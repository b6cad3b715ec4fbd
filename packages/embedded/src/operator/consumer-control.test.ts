import { defineRouter, source } from "@hookyard/core";
import { controlledConsumers, testConsumerControl } from "@hookyard/core/operator/consumer-control.contract";
import { stripe } from "@hookyard/core/provider/stripe";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { databaseFile } from "../data-directory.ts";
import { openStore } from "../database/store.ts";
import { openOperator } from "../open-operator.ts";

const router = defineRouter({ sources: { stripe: source(stripe) }, consumers: controlledConsumers });

testConsumerControl("embedded", async () => {
  const dataDirectory = mkdtempSync(join(tmpdir(), "hookyard-control-"));
  const store = openStore(databaseFile(dataDirectory));
  store.transact(() => Object.keys(controlledConsumers).map((name) => store.consumers.number(name)));
  store.close();
  const { operator } = await openOperator({ dataDirectory, router });
  return {
    operator,
    advance() {
      for (const start = Date.now(); Date.now() === start; ); // real time: another millisecond is enough
    },
    async close() {
      await operator.close();
      rmSync(dataDirectory, { recursive: true });
    },
  };
});
