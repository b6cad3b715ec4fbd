import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { consoleKeys } from "@hookyard/console";
import type { Json } from "@hookyard/core";
import type { Role } from "@hookyard/core/operator/audit";
import { stripe } from "@hookyard/core/provider/stripe";
import { createSample } from "@hookyard/core/testing";
import type { OwnerRecord } from "@hookyard/embedded";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { signed } from "../../end-to-end/five-providers.ts";
import { stripeSender } from "../../end-to-end/senders.ts";
import { type HookyardProcess, startHookyardProcess } from "../../support/hookyard-process.ts";
import { launchChromium } from "./chromium.ts";

/** A started Hookyard and a browser that looks at it. */
export interface ConsoleWorld {
  readonly hookyard: HookyardProcess;
  readonly browser: Browser;
  /** Sends a signed Stripe event of Stripe's own type and resolves with its id. */
  accept(type: string, set?: Readonly<Record<string, Json>>): Promise<string>;
  /** Sends one that nobody signed. */
  forge(): Promise<void>;
  /** The address that logs in. */
  link(role?: Role, path?: string): string;
  /** A new browser profile, logged in; what went wrong on its pages is in `troubles`. */
  open(options?: OpenOptions): Promise<OpenedConsole>;
  close(): Promise<void>;
}

export interface OpenOptions {
  readonly role?: Role;
  /** Under `/console`. */
  readonly path?: string;
  readonly context?: BrowserContextOptions;
}

export interface OpenedConsole {
  readonly page: Page;
  /** Errors on the console, in scripts, and requests to elsewhere. */
  readonly troubles: readonly string[];
}

export async function createConsoleWorld(): Promise<ConsoleWorld> {
  const hookyard = await startHookyardProcess({
    routerFile: join(import.meta.dirname, "../fixture/router.ts"),
    env: { HOOKYARD_SECRET_STRIPE: stripeSender.secret },
  });
  const browser = await launchChromium();
  const file = join(hookyard.dataDirectory, "owner.json");
  const { operatorToken } = JSON.parse(readFileSync(file, "utf8")) as OwnerRecord; // safe: Hookyard wrote it
  const keys = consoleKeys(operatorToken);
  const post = (delivery: RequestInit): Promise<Response> =>
    fetch(`${hookyard.url}/webhooks/stripe`, { method: "POST", ...delivery });
  const link = (role: Role = "operator", path = "/"): string =>
    `${hookyard.operatorUrl}/console${path}#key=${keys[role]}`;
  return {
    hookyard,
    browser,
    link,
    async accept(type, set = {}) {
      const sample = createSample(stripe, { type, now: new Date(), random: randomBytes, set });
      const unsigned = { headers: sample.headers, body: Buffer.from(sample.body).toString() };
      const response = await post(await signed(stripeSender, { unsigned }));
      const answer = (await response.json()) as { readonly id?: string; readonly status?: string }; // safe: asserted next
      if (answer.status !== "accepted" || answer.id === undefined) {
        throw new Error(`not accepted: ${response.status} ${JSON.stringify(answer)}`);
      }
      return answer.id;
    },
    async forge() {
      const headers = { "stripe-signature": "t=1,v1=00", "content-type": "application/json" };
      await post({ headers, body: '{"id":"evt_forged"}' });
    },
    async open({ role = "operator", path = "/", context = {} } = {}) {
      const profile = await browser.newContext(context);
      profile.setDefaultTimeout(15_000);
      const page = await profile.newPage();
      const troubles: string[] = [];
      page.on("console", (message) => {
        if (["error", "warning"].includes(message.type())) troubles.push(message.text());
      });
      page.on("pageerror", (error) => troubles.push(error.message));
      page.on("request", (request) => {
        if (!request.url().startsWith(hookyard.operatorUrl) && !request.url().startsWith("data:")) {
          troubles.push(`asked ${request.url()}`);
        }
      });
      await page.goto(link(role, path));
      await page.getByRole("navigation").waitFor();
      return { page, troubles };
    },
    async close() {
      await browser.close();
      await hookyard.remove();
    },
  };
}
