import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Debian's; tests that need it are skipped where it is not. */
const executable = "/usr/bin/chromium";

export const hasChromium = existsSync(executable);
if (!hasChromium) console.warn(`There is no ${executable}: the console's tests in a browser are skipped.`);

/** A browser of its own with a new, empty profile, that asks nothing of anybody but the page's own address. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: executable,
    args: [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
