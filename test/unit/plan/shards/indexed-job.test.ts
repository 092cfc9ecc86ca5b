import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { EXIT_CODES } from "../../../../base/exit-codes.ts";
import { divide } from "../../../../harness/plan/shards/divide.ts";
import { indexedJob } from "../../../../harness/plan/shards/indexed-job.ts";
import { OWN_VERSION } from "../../../../harness/version.ts";
import { syntheticCell } from "../../../synthetic-journal.ts";
import { tempFolder } from "../../../temp-folder.ts";

const divided = (weight: number) =>
  divide(
    ["a", "b"].map((scenario) => syntheticCell(scenario, "one", { weight })),
    () => undefined,
    { fresh: false, shards: 2, durations: {} },
  );
const jobOf = (more: Partial<Parameters<typeof indexedJob>[1]> = {}, weight = 1) =>
  parse(indexedJob(divided(weight), { run: [], ...more }));
const podOf = (job: ReturnType<typeof jobOf>) => job.spec.template.spec;

test("the Job has a pod for each shard, that runs it and goes on with what a killed one had", () => {
  const { spec } = jobOf({ run: ["--depth", "fixes", "it's"] }, 2.5);
  expect(spec).toMatchObject({ completions: 2, parallelism: 2, completionMode: "Indexed" });
  const { containers, restartPolicy } = spec.template.spec;
  expect(restartPolicy).toBe("Never");
  expect(containers[0].command).toEqual([
    "sh",
    "-c",
    `exec faultline run --shard $((JOB_COMPLETION_INDEX + 1))/2 --resume-cut --parallel 3 '--depth' 'fixes' 'it'\\''s'`,
  ]);
});

test("a pod asks for what its clusters take, and has no more of them at once", () => {
  const [one, asked, heavy] = [jobOf(), jobOf({ parallel: 4 }), jobOf({ parallel: 1 }, 2.5)].map(
    (job) => podOf(job).containers[0],
  );
  expect(one.resources.requests).toEqual({ cpu: "0.5", memory: "3500Mi" });
  expect(asked.resources.requests).toEqual({ cpu: "2", memory: "8000Mi" });
  expect(asked.command[2]).toContain("--parallel 4");
  expect(heavy.resources.requests.memory).toBe("5750Mi");
});

test("it runs as it is: results on the claim, the engine where overlays can lie, and the right to make clusters", () => {
  const [named, unnamed] = [jobOf({ image: "registry/ours:7", claim: "ours" }), jobOf()].map(podOf);
  expect(unnamed.containers[0].image).toBe(`faultline:${OWN_VERSION}`);
  expect(unnamed.volumes[0].persistentVolumeClaim.claimName).toBe("faultline-results");
  const [container] = named.containers;
  expect(container.image).toBe("registry/ours:7");
  expect(container.securityContext).toEqual({ privileged: true });
  const env = Object.fromEntries(
    container.env.map(({ name, value }: { name: string; value: string }) => [name, value]),
  );
  expect(container.volumeMounts).toEqual([
    { name: "results", mountPath: env.FAULTLINE_RESULTS_DIR },
    { name: "engine", mountPath: `${env.FAULTLINE_CACHE_DIR}/engine-data` },
  ]);
  expect(named.volumes).toEqual([
    { name: "results", persistentVolumeClaim: { claimName: "ours" } },
    { name: "engine", emptyDir: {} },
  ]);
});

test("what another try would show again fails its shard; what killed or hindered it is tried once more", () => {
  const { backoffLimitPerIndex, podFailurePolicy } = jobOf().spec;
  expect(backoffLimitPerIndex).toBe(1);
  const final: readonly number[] = podFailurePolicy.rules.flatMap(
    ({ action, onExitCodes }: { action: string; onExitCodes?: { values: number[] } }) =>
      action === "FailIndex" ? (onExitCodes?.values ?? []) : [],
  );
  // No run ends with what only a diagnosis says.
  const { broken: _, ...ofRuns } = EXIT_CODES;
  const codes = Object.values(ofRuns).map(({ code }) => code);
  const [killed, stopped] = [128 + 9, 128 + 15];
  expect([...codes, killed, stopped].filter((code) => code !== 0 && !final.includes(code))).toEqual([
    EXIT_CODES.infrastructure.code,
    EXIT_CODES.interrupted.code,
    killed,
    stopped,
  ]);
});

test.each(["Bad_Name", "", "-a", "a/b"])(
  "%j is refused as a claim, which its pods would wait for",
  (claim) => {
    expect(() => jobOf({ claim })).toThrow(`"${claim}" names no PersistentVolumeClaim`);
  },
);

test.each(["SuccessCriteriaMet Complete", "FailureTarget Failed"])(
  "the documented wait ends once the Job is %s, and not before its pods have ended",
  (ended) => {
    const page = readFileSync(join(import.meta.dirname, "../../../../docs/ci.md"), "utf8");
    const wait = /^until kubectl .*; done$/m.exec(page)?.[0] ?? "";
    const bin = tempFolder("wait");
    const log = join(bin, "asked");
    const script = (name: string, lines: string) => {
      writeFileSync(join(bin, name), `#!/bin/sh\n${lines}\n`);
      chmodSync(join(bin, name), 0o755);
    };
    // First it has no condition, then that which comes before its pods have ended.
    const [before] = ended.split(" ");
    script(
      "kubectl",
      `echo x >> ${log}\ncase $(wc -l < ${log}) in 1) ;; 2) echo ${before} ;; *) echo ${ended} ;; esac`,
    );
    script("sleep", "exit 0");
    const PATH = [bin, process.env.PATH].join(delimiter);
    execFileSync("sh", ["-c", wait], { env: { PATH }, timeout: 20_000 });
    expect(readFileSync(log, "utf8")).toBe("x\n".repeat(3));
  },
);
