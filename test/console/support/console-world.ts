import type { Json } from "@hookyard/core";
import type { Role } from "@hookyard/core/operator/audit";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { launchChromium } from "./chromium.ts";
import type { ConsoleSystem } from "./console-system.ts";
import { forgeStripe, sendStripe } from "./stripe-webhooks.ts";

/** A started Hookyard and a browser that looks at it. */
export interface ConsoleWorld extends ConsoleSystem {
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

/** How long a system and a browser may take to start, on a machine that is busy with other tests. */
export const startMilliseconds = 60_000;

export async function createConsoleWorld(start: () => Promise<ConsoleSystem>): Promise<ConsoleWorld> {
  const system = await start();
  const browser = await launchChromium();
  const { url, consoleUrl, keys } = system;
  const link = (role: Role = "operator", path = "/"): string =>
    `${consoleUrl}/console${path}#key=${keys[role]}`;
  return {
    ...system,
    browser,
    link,
    accept: (type, set = {}) => sendStripe(url, type, set),
    forge: () => forgeStripe(url),
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
        if (!request.url().startsWith(consoleUrl) && !request.url().startsWith("data:")) {
          troubles.push(`asked ${request.url()}`);
        }
      });
      await page.goto(link(role, path));
      await page.getByRole("navigation").waitFor();
      return { page, troubles };
    },
    async close() {
      await browser.close();
      await system.stop();
    },
  };
}
