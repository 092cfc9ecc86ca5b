import type { Compared } from "./compared.ts";

/** Why nothing of two runs can be compared, if so: a component was not the same thing on both sides. */
export function whyApart(before: Compared, after: Compared): string | undefined {
  const standIns = [...onlyIn(before, after), ...onlyIn(after, before)];
  if (standIns.length > 0) return `a stand-in on one side only: ${standIns.join(", ")}`;
  const madeApart = ASKED_FOR.filter((component) => isMadeApart(component, before, after));
  return madeApart.length > 0
    ? `built here on one side only: ${madeApart.join(", ")}; FAULTLINE_TOOLCHAIN=source builds both sides`
    : undefined;
}

/** What runs are asked for in other versions, and is pulled or built. */
const ASKED_FOR = ["metrics-server", "node-image"];

/** Where a component that differs in version is released on one side and built here on the other, either may be seen. */
function isMadeApart(name: string, before: Compared, after: Compared): boolean {
  const [was, is] = [before, after].map(({ run }) =>
    run.toolchain.find(({ component }) => component === name),
  );
  return was !== undefined && is !== undefined && was.version !== is.version && was.origin !== is.origin;
}

/**
 * What stood in for a component in one run where the other had the component: what differs may be its doing. One that the other run
 * did not need at all tells nothing.
 */
function onlyIn(of: Compared, other: Compared): readonly string[] {
  const theirs = standInsOf(other);
  const had = new Set(other.run.toolchain.map(({ component }) => versionless(component)));
  return standInsOf(of).filter((name) => !theirs.includes(name) && (had.has(name) || name === PLUGIN));
}

/** Every run has one, and the stand-in is in no toolchain. */
const PLUGIN = "kubernetes plugin";

function standInsOf({ run }: Compared): readonly string[] {
  return [...new Set(run.standIns.map((each) => versionless(each.replace(/ \(.*/s, ""))))];
}

/** "vcluster-0.36.1" is vcluster's: the version may be what the runs are compared by. */
function versionless(name: string): string {
  return name.replace(/-\d+\.\d+\S*$/, "");
}
