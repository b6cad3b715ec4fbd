import type { Overview } from "@hookyard/core/operator/operator";
import type { JSX } from "preact";
import { AuditPage } from "./route/audit.tsx";
import { ConsumerPage } from "./route/consumer.tsx";
import { ConsumersPage } from "./route/consumers.tsx";
import { DeadLettersPage } from "./route/dead-letters.tsx";
import { EventPage } from "./route/event.tsx";
import { EventsPage } from "./route/events.tsx";
import { JobPage } from "./route/job.tsx";
import { OverviewPage } from "./route/overview.tsx";
import { RefusedPage } from "./route/refused.tsx";
import { SourcesPage } from "./route/sources.tsx";

/** What stands in a path: `/events/:id` has an `id`. */
export interface PageProps {
  readonly params: Readonly<Record<string, string | undefined>>;
}

export interface Page {
  /** Under `/console`; parts of it may be names: `/events/:id`. */
  readonly to: string;
  readonly show: (props: PageProps) => JSX.Element;
  /** In the navigation; absent: it is reached from another page. */
  readonly title?: string;
  /** Goes there. */
  readonly key?: string;
  /** How much there is of what should not be, beside the title. */
  readonly count?: (overview: Overview) => number;
}

/** Every page. A new one is a file in `route/` and a line here. The order is that of the navigation. */
export const pages: readonly Page[] = [
  { to: "/", show: OverviewPage, title: "Overview", key: "1" },
  { to: "/events", show: EventsPage, title: "Events", key: "2" },
  { to: "/events/:id", show: EventPage },
  {
    to: "/dead-letters",
    show: DeadLettersPage,
    title: "Dead letters",
    key: "3",
    count: ({ deliveries }) => deliveries.dead,
  },
  { to: "/jobs/:id", show: JobPage },
  { to: "/refused", show: RefusedPage, title: "Refused", key: "4" },
  { to: "/sources", show: SourcesPage, title: "Sources", key: "5" },
  { to: "/consumers", show: ConsumersPage, title: "Consumers", key: "6" },
  { to: "/consumers/:name", show: ConsumerPage },
  { to: "/audit", show: AuditPage, title: "Audit", key: "7" },
];
