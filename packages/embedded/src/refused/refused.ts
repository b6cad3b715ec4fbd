import type { Router } from "@hookyard/core";
import type { EngineClient } from "../engine/client.ts";
import type { RefusedIds } from "../engine/commands.ts";
import { type Secrets, secretsBySource } from "../secrets.ts";
import { createAdmission } from "./admission.ts";
import { createExaminer, type Examiner } from "./examiner.ts";
import { createKeeper, type Keeper } from "./keeper.ts";

export interface RefusedOptions {
  readonly router: Router;
  readonly routerFile: string;
  readonly secrets: Secrets;
  /** The handlers' environment: the router is loaded once more. */
  readonly env: NodeJS.ProcessEnv;
  readonly engine: Pick<EngineClient, "command">;
}

/** What a running process does with refused requests: a keeper, and the thread that examines for it. */
export interface Refused {
  readonly keeper: Keeper;
  readonly examiner: Examiner;
  /** Examines with the secrets as they are now. */
  renew(): void;
  close(): Promise<void>;
}

const graceMilliseconds = 3_000;

export function createRefused({ router, routerFile, secrets, env, engine }: RefusedOptions): Refused {
  const current = () => secretsBySource(router, secrets);
  const examiner = createExaminer({ routerFile, secrets: current(), env });
  const keeper = createKeeper({
    examination: examiner,
    admission: createAdmission(() => performance.now()),
    save: async (refused) => {
      const { ids } = await engine.command<RefusedIds>({ kind: "keep_refused", refused });
      return ids[0] ?? "";
    },
  });
  return {
    keeper,
    examiner,
    renew: () => examiner.renew(current()),
    async close() {
      await keeper.close(graceMilliseconds);
      await examiner.close();
    },
  };
}
