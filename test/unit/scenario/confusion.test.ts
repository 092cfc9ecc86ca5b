import { expect, test } from "vitest";
import type { Sample } from "../../../harness/journal/events.ts";
import { loadScenarios } from "../../../harness/scenario/load/load.ts";
import { confusionTable } from "../../confusion.ts";

const at = "2026-11-22T10:00:00.000Z";
const top: Sample = {
  kind: "command",
  observable: "top nodes",
  vantage: "control-plane",
  startedAt: at,
  endedAt: at,
  exit: 1,
  text: "error: Metrics API not available",
};
const raw = (text: string): Sample => ({
  ...top,
  observable: "raw /apis/metrics.k8s.io/v1beta1/nodes",
  exit: 503,
  text,
});
const log = (text: string): Sample => ({ kind: "log", pod: "metrics-server-1", seenAt: at, text });
const condition = (status: string, reason: string, message: string): Sample => ({
  kind: "apiservice",
  vantage: "control-plane",
  seenAt: at,
  present: true,
  status,
  reason,
  message,
});
const noEndpoints = condition(
  "False",
  "MissingEndpoints",
  'endpoints for service/metrics-server in "kube-system" have no addresses with port name "https"',
);
const scrape = (error: string) =>
  log(`E1122 scraper.go:149] "Failed to scrape node" err="${error}" node="n"`);
const get = 'Get \\"https://172.18.0.2:10250/metrics/resource\\": ';

/** Texts as seen on kind with Kubernetes 1.32.5 and metrics-server 0.7.2. */
const SEEN: Record<string, readonly Sample[]> = {
  "kubelet-serving-cert-without-sans": [
    scrape(
      `${get}tls: failed to verify certificate: x509: cannot validate certificate for 172.18.0.2 because it doesn't contain any IP SANs`,
    ),
  ],
  "unresolvable-hostname": [scrape(`${get}dial tcp: lookup n on 10.96.0.10:53: no such host`)],
  "missing-nodes-metrics-rule": [scrape('request failed, status: \\"403 Forbidden\\"')],
  "kubelet-webhook-authentication-off": [scrape('request failed, status: \\"401 Unauthorized\\"')],
  "kubelet-port-rejected": [scrape(`${get}dial tcp 172.18.0.2:10250: connect: no route to host`)],
  "kubelet-port-dropped": [
    log(
      `"Failed to scrape node, timeout to access kubelet" err="${get}context deadline exceeded" timeout="10s"`,
    ),
  ],
  "host-network-port-clash": [
    log(
      "panic: failed to create listener: failed to listen on 0.0.0.0:10250: listen tcp 0.0.0.0:10250: bind: address already in use",
    ),
  ],
  "bad-flag-pair": [
    log(
      "panic: metric-resolution should be larger than kubelet-request-timeout, but metric-resolution value 10s kubelet-request-timeout value 10s provided",
    ),
  ],
  "service-selects-nothing": [],
};

test("scenarios with a log line of their own are told apart; one without is read into all of them", async () => {
  const scenarios = (await loadScenarios("scenarios")).map(({ scenario }) => scenario);
  const samples = new Map(Object.entries(SEEN).map(([id, own]) => [id, [top, noEndpoints, ...own]]));
  for (const { shown, readAs } of confusionTable(scenarios, samples)) {
    const ambiguous = "service-selects-nothing";
    expect(readAs.toSorted()).toEqual([...new Set([shown, ambiguous])].sort());
  }
});

test("the APIService's own faults are told apart by their condition", async () => {
  const scenarios = (await loadScenarios("scenarios")).map(({ scenario }) => scenario);
  const table = confusionTable(
    scenarios,
    new Map([
      [
        "apiservice-wrong-service-name",
        [top, condition("False", "ServiceNotFound", 'service/metrics-srv in "kube-system" is not present')],
      ],
      [
        "apiservice-wrong-port",
        [
          top,
          condition(
            "False",
            "ServicePortError",
            'service/metrics-server in "kube-system" is not listening on port 443',
          ),
        ],
      ],
      [
        "apiservice-ca-not-trusted",
        [
          top,
          condition("True", "Passed", "all checks passed"),
          raw(
            "error trying to reach service: tls: failed to verify certificate: x509: certificate signed by unknown authority",
          ),
        ],
      ],
    ]),
  );
  expect(table.map(({ shown, readAs }) => [shown, ...readAs])).toEqual(
    table.map(({ shown }) => [shown, shown]),
  );
});
