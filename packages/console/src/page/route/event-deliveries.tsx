import type { AttemptReport, DeliveryReport, EventDetail } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { Action } from "../part/action.tsx";
import { Badge, StateBadge } from "../part/badge.tsx";
import { Empty } from "../part/notice.tsx";
import { duration, ExactTime, Time } from "../part/time.tsx";
import { visible } from "../part/visible.ts";
import { useMayAct } from "../session.ts";
import { EditDialog } from "./event-edit.tsx";
import { countResend, replayDead, resend } from "./replay-event.ts";

export interface DeliveriesProps {
  readonly detail: EventDetail;
  readonly onChanged: () => void;
}

/** Each delivery with its attempts, oldest first. */
export function Deliveries({ detail, onChanged }: DeliveriesProps): JSX.Element {
  if (detail.history.length === 0) {
    return (
      <section class="card">
        <h2>Deliveries</h2>
        <Empty title="No consumer wants it">
          <p>It is kept. A consumer whose pattern matches gets it by a replay.</p>
        </Empty>
      </section>
    );
  }
  return (
    <section class="card">
      <h2>Deliveries</h2>
      <div class="page">
        {detail.history.map((delivery) => (
          <Delivery key={delivery.id} detail={detail} delivery={delivery} onChanged={onChanged} />
        ))}
      </div>
    </section>
  );
}

interface DeliveryProps extends DeliveriesProps {
  readonly delivery: DeliveryReport;
}

function Delivery({ detail, delivery, onChanged }: DeliveryProps): JSX.Element {
  const { consumer, state, running, dueTime, reason, replay, edits = [], attempts } = delivery;
  return (
    <article>
      <div class="page-head">
        <h3 class="row">
          {visible(consumer)} <StateBadge state={state} />
          {running && <Badge tone="busy">running</Badge>}
          {replay > 0 && <Badge tone="quiet">replayed {replay}×</Badge>}
        </h3>
        <DeliveryActions detail={detail} delivery={delivery} onChanged={onChanged} />
      </div>
      {reason !== undefined && (
        <p class="attempt-error">
          {state === "dead" ? "Given up" : "Discarded"}: {visible(reason)}
        </p>
      )}
      <ol class="timeline">
        {attempts.map((attempt) => (
          <Attempt key={attempt.number} attempt={attempt} />
        ))}
        {edits.map(({ time, reason: why, changes }) => (
          <li key={time}>
            Edited <ExactTime value={time} />: {visible(why)}{" "}
            <span class="quiet">({changes.map(({ path }) => visible(path)).join(", ")})</span>
          </li>
        ))}
        {dueTime !== undefined && (
          <li class="attempt-due">
            Next attempt <Time value={dueTime} />
          </li>
        )}
      </ol>
    </article>
  );
}

function Attempt({ attempt }: { attempt: AttemptReport }): JSX.Element {
  const { number, startTime, endTime, outcome, error, version } = attempt;
  const seconds = (Date.parse(endTime) - Date.parse(startTime)) / 1000;
  return (
    <li class={outcome === "done" ? "attempt-done" : "attempt-bad"}>
      <p>
        Attempt {number}: <strong>{outcome}</strong> in {seconds > 0 ? duration(seconds) : "under 1 ms"}{" "}
        <span class="quiet">
          <ExactTime value={startTime} />
          {version !== undefined && `, version ${visible(version)}`}
        </span>
      </p>
      {error !== undefined && (
        <>
          <p class="attempt-error">
            {visible(error.name)}: {visible(error.message)}
          </p>
          {error.stack !== undefined && (
            <details>
              <summary>Stack</summary>
              <pre tabIndex={0}>{error.stack.split("\n").map(visible).join("\n")}</pre>
            </details>
          )}
        </>
      )}
    </li>
  );
}

function DeliveryActions({ detail, delivery, onChanged }: DeliveryProps): JSX.Element | null {
  const [dialog, setDialog] = useState<"edit" | undefined>();
  const [count, setCount] = useState<number>();
  const mayAct = useMayAct();
  if (!mayAct) return null;
  const after = async (act: Promise<string>): Promise<string> => {
    const said = await act;
    setCount(undefined);
    onChanged();
    return said;
  };
  const { consumer, state } = delivery;
  if (state === "dead") {
    const one = { id: detail.id, deliveries: [{ consumer, state }] };
    return (
      <div class="row">
        <Action run={() => after(replayDead(one))}>Replay to {visible(consumer)}</Action>
        <button type="button" class="button" onClick={() => setDialog("edit")}>
          Edit and resend
        </button>
        {dialog === "edit" && (
          <EditDialog deliveryId={delivery.id} onClose={() => setDialog(undefined)} onChanged={onChanged} />
        )}
      </div>
    );
  }
  if (state === "scheduled") return null;
  const ask = async (): Promise<undefined> => {
    setCount(await countResend(detail, consumer));
  };
  if (count === undefined) return <Action run={ask}>Send again</Action>;
  return (
    <div class="row">
      <span class="quiet">{count === 1 ? "It is done already." : `This sends ${count} events.`}</span>
      <Action run={() => after(resend(detail, consumer))} kind="danger" disabled={count === 0}>
        Send again all the same
      </Action>
    </div>
  );
}
