#!/usr/bin/env node
// JavaScript, and old JavaScript: a Node that cannot read the rest can still read this, and say so.
const major = Number(process.versions.node.split(".")[0]);
if (major < 24) {
  process.stderr.write(
    "error: Hookyard needs Node 24 or newer, and this is Node " +
      process.versions.node +
      ".\nStart it with `npx hookyard` in the repository: `npm ci` has installed a Node 24 there.\n",
  );
  process.exitCode = 2;
} else {
  await import("../src/main.ts");
}
