// Runs in `sst shell`: hands back what that put into the environment. See `sst-shell.ts`, which reads it from a pipe.
import { environmentMark } from "./environment-mark.ts";

const wanted = Object.entries(process.env).filter(
  ([name]) => name.startsWith("SST_RESOURCE_") || name.startsWith("AWS_"),
);
const answer = Buffer.from(JSON.stringify(Object.fromEntries(wanted))).toString("base64");
process.stdout.write(`\n${environmentMark(process.argv[2] ?? "")}${answer}\n`);
