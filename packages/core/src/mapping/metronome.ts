import { defineMapping } from "../domain/mapping.ts";

/** Metronome: alerts about usage and credit, which are no domain events, so all of it is passthrough. */
export const metronomeMapping = defineMapping({});
