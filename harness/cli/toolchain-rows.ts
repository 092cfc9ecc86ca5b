import type { ComponentStatus } from "../../toolchain/index.ts";

/** Rows of `toolchain status`, header first. */
export function statusRows(components: readonly ComponentStatus[]): readonly (readonly string[])[] {
  const rows = components.map((each) => [
    each.component,
    each.version,
    each.origin,
    stateOf(each),
    each.bytes === null ? "-" : bytesText(each.bytes),
    buildTime(each),
    each.what,
  ]);
  return [["COMPONENT", "VERSION", "ORIGIN", "STATE", "SIZE", "BUILD", "WHAT"], ...rows];
}

/** What no run needs by itself is not missing: cells that do get it then. */
function stateOf({ ready, onDemand }: ComponentStatus): string {
  if (ready) return "ready";
  return onDemand ? "on demand" : "to build";
}

function buildTime({ tookSeconds, expectedSeconds, origin }: ComponentStatus): string {
  if (origin === "host") return "-";
  return tookSeconds === null ? `about ${secondsText(expectedSeconds)}` : secondsText(tookSeconds);
}

function secondsText(seconds: number): string {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${(seconds / 60).toFixed(1)} min`;
}

/** Bytes for people, in powers of 1024. */
export function bytesText(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB"];
  const power = Math.min(units.length - 1, bytes > 0 ? Math.floor(Math.log2(bytes) / 10) : 0);
  const value = bytes / 1024 ** power;
  return `${power === 0 ? value : value.toFixed(1)} ${units[power]}`;
}
