import type { ConsumerReport } from "@hookyard/core/operator/operator";
import type { ComponentChildren, JSX } from "preact";
import { Link } from "wouter-preact";
import type { PageProps } from "../pages.tsx";
import { shortCount } from "../part/count.ts";
import { JsonView } from "../part/json-view.tsx";
import { Empty, Loading, Problem } from "../part/notice.tsx";
import { duration } from "../part/time.tsx";
import { useData } from "../use-data.ts";
import { AttemptsChart } from "./attempts-chart.tsx";
import { askConsumers, ConsumerState } from "./consumers.tsx";
import { PauseButton } from "./pause-button.tsx";
import { retryWords } from "./retry-words.ts";

/** One consumer: what it wants, how it is tried again, how its attempts go. */
export function ConsumerPage({ params: { name = "" } }: PageProps): JSX.Element {
  const { value, error, reload } = useData("consumers", askConsumers, 3);
  const consumer = value?.find((each) => each.consumer === name);
  if (value === undefined) return error === undefined ? <Loading /> : <Problem message={error} />;
  if (consumer === undefined) return <Empty title="There is no such consumer" />;
  return (
    <div class="page">
      <div class="page-head">
        <h1>{consumer.consumer}</h1>
        <PauseButton consumer={consumer} onChanged={reload} />
      </div>
      {error !== undefined && <Problem message={error} />}
      <div class="columns">
        <Now consumer={consumer} />
        <Definition consumer={consumer} />
      </div>
      <AttemptsChart consumer={consumer.consumer} />
    </div>
  );
}

function Now({ consumer }: { consumer: ConsumerReport }): JSX.Element {
  const { deliveries, backlogAgeSeconds, failedAttempts, consumer: name } = consumer;
  const letters = `/dead-letters?consumer=${encodeURIComponent(name)}`;
  return (
    <section class="card">
      <h2>Now</h2>
      <dl class="facts">
        <Fact name="State">
          <ConsumerState consumer={consumer} />
        </Fact>
        <Fact name="Waiting">
          {shortCount(deliveries.scheduled)}
          {backlogAgeSeconds > 0 && `, the oldest for ${duration(backlogAgeSeconds)}`}
        </Fact>
        <Fact name="Done">{shortCount(deliveries.done)}</Fact>
        <Fact name="Dead">
          {deliveries.dead === 0 ? "none" : <Link href={letters}>{shortCount(deliveries.dead)}</Link>}
        </Fact>
        <Fact name="Discarded">{shortCount(deliveries.discarded)}</Fact>
        {failedAttempts !== undefined && <Fact name="Failed attempts">{shortCount(failedAttempts)}</Fact>}
      </dl>
    </section>
  );
}

function Definition({ consumer }: { consumer: ConsumerReport }): JSX.Element {
  const { on, where, concurrency, timeoutSeconds, retry } = consumer;
  return (
    <section class="card">
      <h2>In the router</h2>
      <dl class="facts">
        <Fact name="Wants">
          <span class="mono">{on.join(", ")}</span>
        </Fact>
        <Fact name="At once">{concurrency}</Fact>
        {timeoutSeconds !== undefined && <Fact name="Timeout">{duration(timeoutSeconds)}</Fact>}
        {retry !== undefined && <Fact name="Tried again">{retryWords(retry)}</Fact>}
      </dl>
      {where !== undefined && <JsonView label="Where" value={where} open={6} />}
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }): JSX.Element {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}
