import type { SampleReport } from "@hookyard/core/operator/sample-operator";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Link } from "wouter-preact";
import { get, pathTo, post } from "../api.ts";
import { Action } from "../part/action.tsx";
import { Field } from "../part/field.tsx";
import { useData } from "../use-data.ts";

/** Sends a signed sample of a source's provider through its own URL, and says how it was answered. */
export function SendSample({ source }: { source: string }): JSX.Element {
  const [type, setType] = useState("");
  const [report, setReport] = useState<SampleReport>();
  const { value: types, error } = useData(`samples ${source}`, (signal) =>
    get<readonly string[]>(pathTo("/v1/sources", source, "/samples"), {}, signal),
  );
  const send = async (): Promise<undefined> => {
    setReport(undefined);
    const body = type === "" ? {} : { type };
    setReport(await post<SampleReport>(pathTo("/v1/sources", source, "/samples"), body));
  };
  if (types?.length === 0) return <p class="hint">There are no samples of this provider.</p>;
  return (
    <div class="row sample">
      <Field label={`Sample for ${source}`}>
        {(id) => (
          <select id={id} value={type} onChange={({ currentTarget }) => setType(currentTarget.value)}>
            {(types ?? []).map((each, index) => (
              <option key={each} value={index === 0 ? "" : each}>
                {each}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Action run={send} disabled={types === undefined}>
        Send a signed sample
      </Action>
      <p role="status">
        {error}
        {report !== undefined && (
          <>
            Answered {report.status}, {report.outcome}.{" "}
            {report.id !== undefined && (
              <Link href={`/events/${encodeURIComponent(report.id)}`}>See the event</Link>
            )}
          </>
        )}
      </p>
    </div>
  );
}
