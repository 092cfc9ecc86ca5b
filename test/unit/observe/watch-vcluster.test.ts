import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { stringify } from "yaml";
import type { Sample } from "../../../harness/journal/events.ts";
import { watchVCluster } from "../../../harness/observe/watch-vcluster.ts";
import { type FakeApiServer, fakeApiServer, hastyClock, listOf, until } from "../../fake-api-server.ts";
import { tempFolder } from "../../temp-folder.ts";

let server: FakeApiServer | undefined;
afterEach(() => server?.close());

const POD = {
  metadata: { name: "vc-0", namespace: "vcluster-vc", resourceVersion: "1" },
  status: {
    containerStatuses: [
      {
        name: "syncer",
        containerID: "containerd://1",
        restartCount: 0,
        state: { running: { startedAt: "2026-01-01T00:00:00Z" } },
      },
    ],
  },
};

test("of all that a control plane logs only the wanted lines are kept, marked as its own", async () => {
  server = await fakeApiServer(({ path, query }, response) => {
    if (path.endsWith("/log")) {
      const noise = Array.from({ length: 600 }, (_, n) => `2026-01-01T00:00:01.${1_000 + n}Z line ${n}`);
      return response.write(`${noise.join("\n")}\n2026-01-01T00:00:02Z proxying request: no such host\n`);
    }
    if (!query.has("watch")) response.end(listOf("1", POD));
  });
  const kubeconfig = join(tempFolder("host"), "host-kubeconfig");
  await writeFile(
    kubeconfig,
    stringify({
      "current-context": "c",
      contexts: [{ name: "c", context: { cluster: "c", user: "c" } }],
      clusters: [{ name: "c", cluster: { server: server.url } }],
      users: [{ name: "c", user: {} }],
    }),
  );
  const end = new AbortController();
  const samples: Sample[] = [];
  const ended = watchVCluster({
    kubeconfig,
    clock: hastyClock,
    signal: end.signal,
    wanted: [/no such host/],
    onSample: (sample) => samples.push(sample),
  });
  await until(() => samples.length === 1);
  end.abort();
  await ended;
  expect(samples).toMatchObject([
    { kind: "log", of: "vcluster", pod: "vc-0", text: "proxying request: no such host" },
  ]);
  expect(server.asked[0]).toBe("/api/v1/pods?labelSelector=app%3Dvcluster");
});
