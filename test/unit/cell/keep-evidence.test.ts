import { expect, test } from "vitest";
import { keepEvidence } from "../../../harness/cell/keep-evidence.ts";
import type { CellRun } from "../../../harness/cell/phases/cell-run.ts";
import type { CellEntry } from "../../../harness/journal/events.ts";
import type { StandUp } from "../../../harness/stand/stand.ts";

type Evidence = Extract<CellEntry, { type: "evidence" }>;

/** What is kept of a cluster whose kubectl says so. */
async function kept(say: (command: string) => string, up: Partial<StandUp> = {}) {
  const entries: Evidence[] = [];
  const run = {
    kubectl: "kubectl",
    scratchDir: "/scratch",
    signal: new AbortController().signal,
    emit: (entry: Evidence) => entries.push(entry),
    exec: async (file: string, args: readonly string[]) => {
      const stdout = say(`${file === "docker" ? "docker " : ""}${args.join(" ")}`);
      return { exitCode: stdout === "" ? 1 : 0, stdout, stderr: stdout === "" ? "refused" : "" };
    },
  } as unknown as CellRun;
  await keepEvidence(run, { kubeconfig: "/own", changes: [], servers: [], nodes: [], ...up });
  return entries;
}

test("events, objects and logs are asked for, each with a limit, and what fails is kept as well", async () => {
  const asked: string[] = [];
  const entries = await kept((command) => {
    asked.push(command);
    return command.includes("get events") ? "Unhealthy" : "";
  });
  const said = new Map(entries.map(({ command, exit, text }) => [command, `${exit} ${text}`]));
  expect(said.get("kubectl get events -A --sort-by=.metadata.creationTimestamp")).toBe("0 Unhealthy");
  expect(said.get("kubectl get apiservices")).toBe("1 refused");
  expect([...said.keys()].some((command) => / logs .*metrics-server.* --previous$/.test(command))).toBe(true);
  expect(asked.every((command) => command.includes("--request-timeout=20s"))).toBe(true);
  const caches = asked.map((command) => /--cache-dir (\S+)/.exec(command)?.[1]);
  expect(new Set(caches).size).toBe(asked.length);
});

test("the end of much is kept, and it says how much came before", async () => {
  const [first] = await kept(() => `begin${"x".repeat(100_000)}end`);
  expect(first?.text).toMatch(/^\[34472 characters before this are left out\]\nx+end$/);
  expect(first?.text.length).toBeLessThan(66_000);
});

test("of a virtual cluster its host is asked too", async () => {
  const entries = await kept((command) => command, { host: { kubeconfig: "/host" } });
  const [own, host] = ["", " # on the host cluster"].map((where) =>
    entries.find(({ command }) => command === `kubectl get apiservices${where}`),
  );
  expect([own?.text, host?.text]).toEqual([
    expect.stringContaining("--kubeconfig /own"),
    expect.stringContaining("--kubeconfig /host"),
  ]);
});

test("every node is asked for what its container, kubelet and containerd printed", async () => {
  const entries = await kept((command) => command, { nodes: ["a-control-plane", "a-worker"] });
  const asked = entries.map(({ command }) => command).filter((command) => command.startsWith("docker "));
  expect(asked).toHaveLength(4);
  for (const node of ["a-control-plane", "a-worker"]) {
    expect(asked).toContain(`docker logs --timestamps --tail=100 ${node}`);
    expect(asked.some((command) => command.startsWith(`docker exec ${node} journalctl `))).toBe(true);
  }
});
