import { proved } from "./explanation.ts";
import type { Step } from "./inquiry.ts";

/** It is genuine, and of another time. */
export const clockOff: Step = async ({ probe, refused, refusal, options }) => {
  const { skewSeconds } = refusal;
  if (skewSeconds === undefined || !Number.isFinite(skewSeconds)) return undefined;
  const then = new Date(refused.now.getTime() - skewSeconds * 1000);
  if ((await probe.genuine({ now: then, toleranceSeconds: options.toleranceSeconds })) === undefined)
    return undefined;
  const seconds = Math.round(Math.abs(skewSeconds));
  const side = skewSeconds > 0 ? "before" : "after";
  return proved(
    "clock_off",
    `the signature is right, and was made ${seconds} s ${side} the request arrived: ${clockCause(seconds, skewSeconds > 0)}`,
  );
};

function clockCause(seconds: number, isOld: boolean): string {
  const offset = seconds % 1800;
  if (seconds > 1700 && seconds < 14.5 * 3600 && (offset < 5 || offset > 1795))
    return "about a whole number of half hours, so a clock probably takes its time zone's time for UTC";
  return isOld
    ? "a late or repeated delivery, or a clock that is off"
    : "the sender's clock or this machine's is off";
}
