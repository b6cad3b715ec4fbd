import { join } from "node:path";
import { writePage } from "@hookyard/console/server/built-page";
import { bundlePage } from "@hookyard/console/server/bundle";

// The console's page as files, for a deployed console: on one machine it is made when it is first asked for. Into the
// folder that is given (as `infra/console.ts` does), or beside its sources.
const [, , given] = process.argv;
const directory = given ?? join(import.meta.dirname, "../packages/console/dist");
await writePage(await bundlePage(), directory);
process.stdout.write(`${directory} is written\n`);
