import type { MatchReport } from "@hookyard/core/operator/consumer-control";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { post } from "../api.ts";
import { Action } from "../part/action.tsx";
import { Badge } from "../part/badge.tsx";
import { Field } from "../part/field.tsx";
import { Problem } from "../part/notice.tsx";
import { visible } from "../part/visible.ts";

const example = `{
  "type": "payment.succeeded",
  "data": { "amount": 1200, "currency": "EUR" }
}`;

/** Paste an event and see which consumers want it, and what keeps it from the others. */
export function PatternTester(): JSX.Element {
  const [text, setText] = useState(example);
  const [problem, setProblem] = useState<string>();
  const [matches, setMatches] = useState<readonly MatchReport[]>();
  const test = async (): Promise<undefined> => {
    setMatches(undefined);
    const event = parsed(text);
    setProblem("problem" in event ? event.problem : undefined);
    if ("value" in event) {
      setMatches(await post<readonly MatchReport[]>("/v1/consumers/explain", { event: event.value }));
    }
  };
  return (
    <section class="card" aria-labelledby="pattern-tester">
      <h2 id="pattern-tester">Who wants this event?</h2>
      <div class="dialog-body">
        <Field label="Event" hint="A whole event, or as much of it as matters. Nothing is sent to anybody.">
          {(id, describedBy) => (
            <textarea
              id={id}
              aria-describedby={describedBy}
              spellcheck={false}
              value={text}
              onInput={({ currentTarget }) => setText(currentTarget.value)}
            />
          )}
        </Field>
        <div class="row">
          <Action kind="main" run={test}>
            See who wants it
          </Action>
        </div>
        {problem !== undefined && <Problem message={problem} />}
        {matches !== undefined && <Matches matches={matches} />}
      </div>
    </section>
  );
}

function Matches({ matches }: { matches: readonly MatchReport[] }): JSX.Element {
  return (
    <ul class="matches" aria-label="Who wants it">
      {matches.map(({ consumer, matches: wantsIt, reasons }) => (
        <li key={consumer}>
          <Badge tone={wantsIt ? "good" : "quiet"}>{wantsIt ? "wants it" : "does not"}</Badge>{" "}
          <strong>{consumer}</strong>
          {reasons.length > 0 && (
            <ul class="reasons">
              {reasons.map(({ path, reason }) => (
                <li key={path}>
                  <code>{visible(path)}</code>: {visible(reason)}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

function parsed(text: string): { readonly value: object } | { readonly problem: string } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return { value };
    return { problem: "An event is a JSON object: { … }." };
  } catch (error) {
    return { problem: `This is not JSON: ${error instanceof Error ? error.message : "it cannot be read"}` };
  }
}
