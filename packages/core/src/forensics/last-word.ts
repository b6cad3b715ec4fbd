import { headerValues } from "../webhook-request.ts";
import { type Explanation, seen, unexplained } from "./explanation.ts";
import { type Inquiry, missingHeaders } from "./inquiry.ts";
import type { Reads, RefusedCase } from "./probe.ts";

/** What the request shows by itself, where no one change makes it verify. */
export function lastWord({ refused, refusal, reads, options }: Inquiry): Explanation {
  const { name } = options.provider;
  const { request } = refused;
  const [missing] = missingHeaders(refused, reads);
  switch (refusal.reason) {
    case "secret_missing":
      return seen("secret_missing", "the source has no secret");
    case "secret_malformed":
      return seen(
        "secret_malformed",
        `a secret of the source is not of the form that ${name} gives out, and no other one fits`,
      );
    case "setting_missing":
      return seen("setting_missing", `the source lacks a setting that ${name} signs with`);
    case "key_unavailable":
      return seen("key_unavailable", `the key or certificate that ${name} signs with could not be had`);
    case "header_missing":
    case "timestamp_missing":
      return seen(
        "header_missing",
        missing === undefined
          ? `what ${name} signs with is not in the request`
          : `the header ${missing} is not there: the sender does not sign, a proxy drops the header, or it is not ${name}`,
      );
    case "signature_missing":
      return seen(
        "wrong_version",
        `it holds no signature of a version that is believed${versions(refused, reads, ", only ")}`,
      );
    case "signature_malformed":
    case "header_malformed":
      return seen(
        "wrong_version",
        `the signature is not written as ${name} writes it${versions(refused, reads, ", under the mark ")}${lengths(refused, reads)}`,
      );
    case "timestamp_malformed":
      return seen(
        "timestamp_unreadable",
        `the time of signing is not written as ${name} writes it: another unit, or another format`,
      );
    case "header_empty":
    case "header_doubled":
    case "header_oversized":
    case "url_malformed":
      return seen(
        "request_malformed",
        `${refusal.reason.replaceAll("_", " ")}, and no single value of it verifies`,
      );
    case "body_malformed":
      return seen("body_malformed", `the body is not what ${name} sends`);
    case "scheme_failed":
      return seen(
        "scheme_failed",
        "the verification itself failed here: this is a fault of Hookyard, please report it",
      );
    case "timestamp_stale":
    case "timestamp_in_future":
      return seen(
        "clock_off",
        `the request is too ${refusal.reason === "timestamp_stale" ? "old" : "new"} by its own time`,
      );
    case "signature_mismatch": {
      const text = Buffer.from(request.body.subarray(0, 40)).toString("latin1").trim();
      if (text === "[object Object]")
        return seen(
          "body_lost",
          "the body is the text [object Object]: something on the way parsed it and lost it",
        );
      if (text === "")
        return seen(
          "body_lost",
          "the body is empty: something on the way dropped it, or the sender signed something else",
        );
      return unexplained(
        "nothing known explains it: the sender has another secret than this source, or it is forged or was changed beyond repair",
      );
    }
  }
}

/** Version marks in the signature's header, such as `v0`, after some words; nothing else of it. */
function versions({ request }: RefusedCase, { headers }: Reads, words: string): string {
  const found = headers
    .flatMap((name) => headerValues(request.headers, name))
    .flatMap((value) =>
      [...value.slice(0, 8192).matchAll(/(?<![A-Za-z0-9+/])(v\d[a-z]?)(?=[=,])/g)].map(
        ([, mark]) => mark ?? "",
      ),
    );
  const marks = [...new Set(found)].slice(0, 5);
  return marks.length === 0 ? "" : `${words}${marks.join(", ")}`;
}

const digests: Readonly<Record<number, string>> = {
  16: "MD5",
  20: "SHA-1",
  32: "SHA-256",
  48: "SHA-384",
  64: "SHA-512",
};

function lengths({ request }: RefusedCase, { headers }: Reads): string {
  const runs = headers
    .flatMap((name) => headerValues(request.headers, name))
    .flatMap((value) => value.slice(0, 8192).match(/[A-Za-z0-9+/]{22,}={0,2}/g) ?? [])
    .sort((one, other) => other.length - one.length);
  const [run] = runs;
  if (run === undefined) return "";
  const isHex = /^[0-9a-f]+$/i.test(run);
  const size = Buffer.from(run, isHex ? "hex" : "base64").length;
  const digest = digests[size];
  return digest === undefined ? "" : `: it looks like ${digest} in ${isHex ? "hex" : "base64"}`;
}
