import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ConsoleKeys, consoleKeys } from "@hookyard/console";
import type { Operator } from "@hookyard/core";
import type { OwnerRecord } from "@hookyard/embedded";
import { askOperator, startHookyardProcess } from "../../support/hookyard-process.ts";
import { deployHookyard } from "./deployed-hookyard.ts";
import { stripeSecret } from "./stripe-webhooks.ts";

/** A started Hookyard of the fixture's router, on whichever engine: the flows through the console are the same. */
export interface ConsoleSystem {
  /** What providers post to. */
  readonly url: string;
  /** Where the console is, without a path. */
  readonly consoleUrl: string;
  readonly keys: ConsoleKeys;
  /** The longest body that it takes, nearly. */
  readonly mostBodyBytes: number;
  /** Asks, or tells, the engine past the console. */
  ask<Answer>(question: (operator: Operator) => Promise<Answer>): Promise<Answer>;
  /** All that the console has written to its log so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Every engine, and how a system is started on it. */
export const consoleEngines = [
  { engine: "embedded", start: startEmbedded },
  { engine: "aws", start: startDeployed },
] as const;

async function startEmbedded(): Promise<ConsoleSystem> {
  const hookyard = await startHookyardProcess({
    routerFile: join(import.meta.dirname, "../fixture/router.ts"),
    env: { HOOKYARD_SECRET_STRIPE: stripeSecret },
  });
  const file = join(hookyard.dataDirectory, "owner.json");
  const { operatorToken } = JSON.parse(readFileSync(file, "utf8")) as OwnerRecord; // safe: Hookyard wrote it
  return {
    url: hookyard.url,
    consoleUrl: hookyard.operatorUrl,
    keys: consoleKeys(operatorToken),
    mostBodyBytes: 10 * 1024 ** 2,
    ask: (question) => askOperator(hookyard.dataDirectory, question),
    log: () => hookyard.printed.text(),
    stop: () => hookyard.remove(),
  };
}

async function startDeployed(): Promise<ConsoleSystem> {
  const { url, console, keys, operator, close } = await deployHookyard(stripeSecret);
  return {
    url,
    consoleUrl: console.url,
    keys,
    mostBodyBytes: 4 * 1024 ** 2, // a request has 6 MB at Lambda, and its body is in base64
    ask: (question) => question(operator),
    log: () => console.output(),
    stop: close,
  };
}
