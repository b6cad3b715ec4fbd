import { functionMetric, type Metric, queueAge, queueDepth } from "./alarm.ts";
import type { AlarmedStage } from "./alarms.ts";
import { resourceName } from "./names.ts";

interface Line {
  readonly label: string;
  readonly metric: Metric;
}

interface Widget {
  readonly title: string;
  readonly lines: readonly Line[];
}

const widgetsPerRow = 2;
const widgetWidth = 24 / widgetsPerRow;
const widgetHeight = 6;

/** One page that answers: does it come in, does it go out, what waits, what is dead. */
export function createDashboard(stage: AlarmedStage): aws.cloudwatch.Dashboard {
  const { ingest, drain, overflow, consumers } = stage;
  const named = consumers.map((consumer) => ({ ...consumer, label: consumer.definition.name }));
  const widgets: readonly Widget[] = [
    {
      title: "Webhooks",
      lines: [
        { label: "requests", metric: functionMetric(ingest, "UrlRequestCount") },
        { label: "5xx", metric: functionMetric(ingest, "Url5xxCount") },
        { label: "throttled", metric: functionMetric(ingest, "Throttles") },
      ],
    },
    {
      title: "Overflow",
      lines: [
        { label: "waiting", metric: queueDepth(overflow.queue) },
        { label: "dead letters", metric: queueDepth(overflow.deadLetterQueue) },
        { label: "drain errors", metric: functionMetric(drain, "Errors") },
      ],
    },
    {
      title: "Dead letters",
      lines: named.map(({ label, deadLetterQueue }) => ({ label, metric: queueDepth(deadLetterQueue) })),
    },
    {
      title: "Oldest delivery (seconds)",
      lines: named.map(({ label, queue }) => ({ label, metric: queueAge(queue) })),
    },
    {
      title: "Deliveries waiting",
      lines: named.map(({ label, queue }) => ({ label, metric: queueDepth(queue) })),
    },
    {
      title: "Consumer invocations",
      lines: named.map(({ label, function: of }) => ({ label, metric: functionMetric(of, "Invocations") })),
    },
  ];
  return new aws.cloudwatch.Dashboard("Dashboard", {
    dashboardName: resourceName("Dashboard", 255),
    dashboardBody: $jsonStringify({
      widgets: widgets.map((widget, index) => ({
        type: "metric",
        x: (index % widgetsPerRow) * widgetWidth,
        y: Math.floor(index / widgetsPerRow) * widgetHeight,
        width: widgetWidth,
        height: widgetHeight,
        properties: {
          title: widget.title,
          region: aws.getRegionOutput().region,
          period: 60,
          metrics: widget.lines.map(({ label, metric: { namespace, metricName, dimensions, statistic } }) => [
            namespace,
            metricName,
            ...Object.entries(dimensions).flat(),
            { label, stat: statistic },
          ]),
        },
      })),
    }),
  });
}
