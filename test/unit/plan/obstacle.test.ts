import { expect, test } from "vitest";
import type { Cell } from "../../../harness/plan/cell.ts";
import {
  cgroupObstacle,
  missingImageObstacle,
  nodeImageObstacle,
  untriedObstacle,
} from "../../../harness/plan/obstacle.ts";
import { planRun, withoutBlocked } from "../../../harness/plan/plan.ts";
import { needsOf } from "../../../harness/plan/platform-needs.ts";

const KIND = { distribution: "kind", version: "1.32.5" };
const K0S = { distribution: "k0s", version: "1.32.3" };
const IMAGE = "docker.io/k0sproject/k0s:v1.32.3-k0s.0";

const cell = (platform: Cell["platform"], fix: string): Cell => ({
  id: `s/${platform.distribution}-${platform.version}/${fix}`,
  scenario: "s",
  threads: [],
  platform,
  fidelity: "reported",
  fix,
  claim: "heals",
  expected: "heals",
  stand: `s/${platform.distribution}`,
  estimateSeconds: 10,
});

const cells = [cell(KIND, "a"), cell(K0S, "a"), cell(K0S, "b")];
/** Before the engine is known only node images of our own making can be missing. */
const plan = planRun(cells, nodeImageObstacle(["1.32.5"]), { fresh: false, parallel: 6 });

test("a distribution's own image is asked of the engine, not of the versions we make node images of", () => {
  expect(plan.notRun).toEqual([]);
  const { kubernetes, images } = needsOf(cells.map(({ platform }) => platform));
  expect(kubernetes).toEqual(["1.32.5"]);
  expect(images[0]).toBe(IMAGE);
  expect(images).toContain("quay.io/k0sproject/kube-proxy:v1.32.3");
});

test("cells whose image the engine turns out to lack leave the plan with the remedy; the others keep their stands", () => {
  const late = withoutBlocked(plan, missingImageObstacle([IMAGE]));
  expect(late.stands.flatMap((stand) => stand.cells.map(({ id }) => id))).toEqual(["s/kind-1.32.5/a"]);
  expect(late.notRun.map(({ cell: { id } }) => id)).toEqual(["s/k0s-1.32.3/a", "s/k0s-1.32.3/b"]);
  expect(late.notRun[0]?.reason).toMatch(/^docker\.io\/k0sproject\/k0s.*faultline toolchain import <tar>`$/);
});

test("an image beside the node's that is missing keeps no cell from running: the node image may carry it", () => {
  expect(withoutBlocked(plan, missingImageObstacle(["registry.k8s.io/pause:3.9"]))).toBe(plan);
});

test("a Kubernetes that nobody has seen on cgroup v1 is not run there, and says what to do", () => {
  const on = (version: string) => cell({ ...KIND, version }, "a");
  const known = cgroupObstacle({ cgroup: "v1" });
  expect([known(on("1.37.2")), cgroupObstacle({ cgroup: "v2" })(on("1.38.0"))]).toEqual([
    undefined,
    undefined,
  ]);
  expect(known(on("1.38.0"))).toMatch(/up to 1\.37, and this is 1\.38\.0; boot with cgroup v2/);
});

test("a Kubernetes on which no cell has passed is run by who insists", () => {
  const reasons = ["1.32.5", "1.37.2", "1.36.3"].map((version) =>
    untriedObstacle(cell({ distribution: "kind", version }, "a")),
  );
  expect(reasons).toEqual([
    undefined,
    undefined,
    "no cell has passed on Kubernetes 1.36.3 yet; --force runs it all the same",
  ]);
});
