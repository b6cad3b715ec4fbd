import type { DeadLetterChange, DeadLetterFilter } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { post } from "../api.ts";
import { Action } from "../part/action.tsx";
import { shortCount } from "../part/count.ts";
import { Dialog } from "../part/dialog.tsx";
import { Field } from "../part/field.tsx";

export interface DiscardDialogProps {
  readonly filter: DeadLetterFilter;
  /** How many letters fit. */
  readonly count: number;
  readonly onClose: () => void;
}

/** As many as one call may end. */
const perCall = 1000;

/** Ends letters, with the reason that stays in their history. What dies from now on is not meant. */
export function DiscardDialog({ filter, count, onClose }: DiscardDialogProps): JSX.Element {
  const [reason, setReason] = useState("");
  const [until] = useState(() => new Date().toISOString());
  const [ended, setEnded] = useState(0);
  const discard = async (): Promise<string> => {
    let total = 0;
    for (let left = 1; left > 0; ) {
      const body = { filter: { until, ...filter }, limit: perCall, reason };
      const change = await post<DeadLetterChange>("/v1/dead-letters/discard", body);
      total += change.ids.length;
      left = change.ids.length === 0 ? 0 : change.left;
      setEnded(total);
    }
    onClose();
    return `${shortCount(total)} discarded`;
  };
  return (
    <Dialog title={`Discard ${shortCount(count)} letters`} onClose={onClose}>
      <div class="dialog-body">
        <p>They will not be sent again, and stay in history with the reason.</p>
        <Field label="Reason, for people">
          {(id) => (
            <input
              id={id}
              maxLength={500}
              value={reason}
              onInput={({ currentTarget }) => setReason(currentTarget.value)}
            />
          )}
        </Field>
        {ended > 0 && <progress max={count} value={ended} aria-label="Discarded" />}
        <div class="row">
          <Action kind="danger" run={discard} disabled={reason.trim() === ""}>
            Discard them
          </Action>
        </div>
      </div>
    </Dialog>
  );
}
