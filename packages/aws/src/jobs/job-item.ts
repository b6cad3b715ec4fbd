import { gunzipSync, gzipSync } from "node:zlib";
import type { Job } from "@hookyard/core/replay/job";
import { type Item, readNumber, readText, text } from "../table/item.ts";

/** A job that names thousands of letters is kept packed: an item holds 400 KB. */
const mostPlainBytes = 16 * 1024;

/** All but the version, which has an attribute of its own. */
export function documentOf(job: Job): Item[string] {
  const document = JSON.stringify({ ...job, version: undefined });
  return document.length <= mostPlainBytes ? text(document) : { B: gzipSync(document) };
}

/** Reads a job back from its item. */
export function readJob(item: Item): Job {
  const packed = item["document"]?.B;
  const document = packed === undefined ? readText(item, "document") : gunzipSync(packed).toString();
  const job = JSON.parse(document ?? "{}") as Omit<Job, "version">; // safe: `documentOf` wrote it
  return { ...job, version: readNumber(item, "version") ?? 0 };
}
