import { momentOf } from "./search.ts";

/** What somebody wrote of the accepted events to send again; empty where it does not matter. */
export interface ArchiveForm {
  /** `7d`, `2h`, or a time. */
  readonly since: string;
  /** The same; empty: until now. */
  readonly until: string;
  readonly type: string;
  readonly source: string;
  readonly consumer: string;
}

/** What the operator API is asked for, or what is wrong with the form, for people. */
export type ArchiveReading =
  | { readonly query: Readonly<Record<string, string>> }
  | { readonly problem: string };

/** Reads the form at a moment: what is planned and what is run then mean the same events. */
export function readArchiveForm(form: ArchiveForm, now: number): ArchiveReading {
  const since = momentOf(form.since.trim(), now);
  const until = form.until.trim() === "" ? now : momentOf(form.until.trim(), now);
  if (since === undefined || until === undefined) {
    const name = since === undefined ? "Since" : "Until";
    return { problem: `${name} takes 15min, 2h, 7d or a time such as 2026-05-01T10:00Z.` };
  }
  if (since >= until) return { problem: "Since has to be before until." };
  const { type, source, consumer } = form;
  const given = Object.entries({ type, source, consumer }).filter(([, value]) => value.trim() !== "");
  return {
    query: {
      since: new Date(since).toISOString(),
      until: new Date(until).toISOString(),
      ...Object.fromEntries(given.map(([name, value]) => [name, value.trim()])),
    },
  };
}
