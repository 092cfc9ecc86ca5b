import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import semver from "semver";
import { LockFileInvalid, ToolchainStepFailed, ToolchainUnavailable } from "../errors.ts";
import { lockedComponent } from "../lock/read-lock.ts";
import type { Lock } from "../lock/schema.ts";
import type { Recipe, RecipeRun } from "../recipe.ts";
import { type EmbeddedFiles, overlayFlags } from "./go-overlay.ts";

/** Folder of the Go programs' modules, one a component. */
export const GO_FOLDER = fileURLToPath(new URL("../go", import.meta.url));

export interface GoRecipeOptions {
  readonly lock: Lock;
  readonly component: string;
  /** Folder of Go's build cache: with it an interrupted compile continues where it was. */
  readonly goCache: string;
  /** `-X` values of the linker: version strings. */
  readonly linked?: Readonly<Record<string, string>>;
  readonly tags?: readonly string[];
  /** Name of the recipe and of the program it makes, where the component is an image around it; the component's otherwise. */
  readonly step?: string;
  /** Links C statically, for programs that have some: wants a C compiler and the static C library. */
  readonly cgo?: true;
  /** Files of the component's module that a main package of ours embeds. */
  readonly embeds?: EmbeddedFiles;
}

/**
 * A Go program as `<output>/bin/<step>`: static, without paths of the machine. Everything comes through the committed
 * go.mod and go.sum of toolchain/go/<folder>: a module whose content differs from its go.sum line is refused.
 */
export function goRecipe(options: GoRecipeOptions): Recipe {
  const { lock, component, goCache, linked = {}, tags = [], step = component, cgo, embeds } = options;
  const entry = lockedComponent(lock, component);
  if (!entry.source || !("go" in entry.source)) {
    throw new LockFileInvalid(`toolchain/lock.yaml: ${component} has no source.go`);
  }
  const { folder, package: main } = entry.source.go;
  const cwd = join(GO_FOLDER, folder);
  const flags = goFlags(linked, tags, cgo);
  const env = { ...goEnv(goCache), ...(cgo && { CGO_ENABLED: "1" }) };
  const overlay = async (into: RecipeRun) => (embeds ? overlayFlags(into, embeds, { cwd, env }) : []);
  const modules: Recipe = {
    component: `${component}-modules`,
    version: entry.version,
    needs: [],
    inputs: { ...sources(cwd), main },
    expectedSeconds: 15,
    lane: "io",
    // Loading the packages downloads exactly the modules the build reads, beside the compile of another component.
    make: async (into) => {
      await requireGo(lock.go, into.run, cwd);
      const laid = [...(await overlay(into)), ...tagFlag(tags)];
      await into.run("go", ["list", "-buildvcs=false", "-deps", "-f", "", ...laid, main], { cwd, env });
    },
  };
  return {
    component: step,
    version: entry.version,
    needs: [modules],
    inputs: { ...sources(cwd), main, flags: flags.join(" "), go: lock.go, ...embeds?.files },
    expectedSeconds: entry.expectedSeconds,
    lane: "cpu",
    make: async (into) => {
      const laid = await overlay(into);
      const file = join(into.output, "bin", step);
      await into.run("go", ["build", ...flags, ...laid, "-o", file, main], { cwd, env });
    },
  };
}

/** The version Go itself chooses for this go.mod (it may fetch a newer one, as GOTOOLCHAIN says). */
async function requireGo(range: string, run: RecipeRun["run"], cwd: string): Promise<void> {
  const remedy = `install Go ${range} and put it on PATH`;
  const told = await run("go", ["env", "GOVERSION"], { cwd }).catch((cause: unknown) => {
    if (!(cause instanceof ToolchainStepFailed)) throw cause;
    throw new ToolchainUnavailable(`Go is needed to build what this machine cannot download: ${remedy}`, {
      cause,
    });
  });
  const version = semver.coerce(told.replace(/^go/, ""));
  if (version && semver.satisfies(version, range)) return;
  throw new ToolchainUnavailable(`the Go on PATH is ${told.trim()}, too old for the toolchain: ${remedy}`);
}

/** `-s -w`: no symbol table and no DWARF, a third of the size. `-buildvcs=false`: this repository's commit is not the program's. */
function goFlags(
  linked: Readonly<Record<string, string>>,
  tags: readonly string[],
  cgo?: true,
): readonly string[] {
  const values = Object.entries(linked).map(([name, value]) => `-X ${name}=${value}`);
  const external = cgo ? ["-linkmode", "external", "-extldflags", "-static"] : [];
  const ldflags = ["-s", "-w", ...values, ...external].join(" ");
  return ["-trimpath", "-buildvcs=false", ...tagFlag(tags), "-ldflags", ldflags];
}

const tagFlag = (tags: readonly string[]) => (tags.length > 0 ? ["-tags", tags.join(",")] : []);

/** Static (an empty image has no loader), go.sum enforced whatever the machine's GOFLAGS say, outside any workspace. */
function goEnv(goCache: string): Record<string, string> {
  return { CGO_ENABLED: "0", GOFLAGS: "-mod=readonly", GOWORK: "off", GOCACHE: goCache, GOOS: "linux" };
}

function sources(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter(
    (name) => name.endsWith(".go") || name === "go.mod" || name === "go.sum",
  );
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}
