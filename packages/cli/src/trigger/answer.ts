import type { TamperKind } from "@hookyard/core/testing";

/** What came back for one request. */
export interface Answer {
  /** 0 when nobody answered. */
  readonly status: number;
  /** `accepted`, `duplicate`, the code of a refusal, or `unreachable`. */
  readonly outcome: string;
  /** The event's id, where the answer names it. */
  readonly id?: string;
  readonly milliseconds: number;
  /** Whether it is what this kind of request should be answered with. */
  readonly expected: boolean;
}

/** What a request should be answered with. */
export type Expectation = "accepted" | "duplicate" | "refused";

/** How the good request is spoilt, or what is sent beside it. `order`: two events, the newer one first. */
export const tamperings = ["signature", "clock", "body", "duplicate", "order"] as const;
export type Tampering = TamperKind | "order";

/** What each request of one sample should be answered with, in the order in which they are sent. */
export function expectations(tampering: Tampering | undefined): readonly Expectation[] {
  switch (tampering) {
    case undefined:
      return ["accepted"];
    case "duplicate":
      return ["accepted", "duplicate"];
    case "order":
      return ["accepted", "accepted"];
    case "signature":
    case "clock":
    case "body":
      return ["refused"];
  }
}

/** Reads an answer of the ingest API, or of a provider's own form, and judges it. */
export function readAnswer(
  status: number,
  body: string,
  milliseconds: number,
  expectation: Expectation,
): Answer {
  const fields = parseObject(body);
  const { id, status: told, code } = fields;
  const outcome = firstText(status < 300 ? told : code) ?? (status < 300 ? "accepted" : `status ${status}`);
  const expected =
    expectation === "refused"
      ? status === 401
      : status >= 200 && status < 300 && (told === undefined || outcome === expectation);
  const eventId = firstText(id);
  return { status, outcome, milliseconds, expected, ...(eventId === undefined ? {} : { id: eventId }) };
}

function firstText(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
