import type { FakeProvider } from "./fake-account.ts";
import { eventGrid } from "./fake-event-grid.ts";
import { pubsub } from "./fake-pubsub.ts";
import { sns } from "./fake-sns.ts";

export const cloudProviders: readonly FakeProvider[] = [sns, eventGrid, pubsub];
