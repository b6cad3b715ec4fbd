import { startHookyard, type StartOptions } from "@hookyard/embedded";

// Hookyard with limits that the command line has no flags for; prints what `hookyard start --json` prints.
const options = JSON.parse(process.argv[2] ?? "") as Pick<
  StartOptions,
  "routerFile" | "dataDirectory" | "limits"
>; // safe: only `startHookyardProcess` starts this file
const print = (record: object): void => void process.stdout.write(`${JSON.stringify(record)}\n`);

const running = await startHookyard({
  ...options,
  host: "127.0.0.1",
  port: 0,
  operatorPort: 0,
  env: process.env,
  log: print,
});
print({ event: "started", url: running.url, operatorUrl: running.operatorUrl });
process.once("SIGTERM", () => void running.stop());
