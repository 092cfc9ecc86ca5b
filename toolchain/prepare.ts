import { delimiter, join } from "node:path";
import { build } from "./build/build.ts";
import { openCache } from "./cache/cache.ts";
import { engineWithDocker, type ToolchainContext } from "./choose/engine-with-docker.ts";
import { ownNodeImage, releasedNodeImage } from "./choose/node-image.ts";
import { chooseOnDemand, type ReadyImage } from "./choose/on-demand.ts";
import { missingImages, releasedImages } from "./choose/released-images.ts";
import { chooseTool, identityOf, programOf, type ToolChoice } from "./choose/tool-choice.ts";
import { hostTools, ON_DEMAND_TOOLS, type OnDemandTool, TOOLS } from "./choose/tools.ts";
import type { Engine } from "./engine/use-engine.ts";
import { ToolchainUnavailable } from "./errors.ts";
import type { ToolIdentity } from "./identity.ts";
import { imageStore } from "./image-store.ts";
import { linkPrograms } from "./link-programs.ts";
import { lockedComponent, readLock } from "./lock/read-lock.ts";
import type { Lock } from "./lock/schema.ts";
import { sourceRecipes } from "./recipes/source-recipes.ts";

export interface PrepareToolchainOptions extends Omit<ToolchainContext, "env"> {
  /** Kubernetes versions the selected cells need node images of; the lock file's when not given. */
  readonly needs?: {
    readonly kubernetes: readonly string[];
    /** Images that nothing here makes; what becomes of them is in `missingImages`. */
    readonly images?: readonly string[];
    /** Components of the lock file that the selected cells need beside what every run needs: "helm", "flannel" … */
    readonly components?: readonly string[];
  };
  readonly env?: NodeJS.ProcessEnv;
}

/** Everything a run calls, ready to use, and the engine it runs in. */
export interface Toolchain {
  /** Folder with links to docker, kind, kubectl, pulumi and the tools needed beside them; first on PATH in `env`. */
  readonly bin: string;
  readonly tools: Readonly<Record<(typeof TOOLS)[number] | "docker", string>> &
    Readonly<Partial<Record<OnDemandTool, string>>>;
  /** Name of the node image in the engine, by Kubernetes version without `v`. @throws ToolchainUnavailable for another version. */
  nodeImage(kubernetesVersion: string): string;
  /** The kubectl that judges a cluster of this Kubernetes version: of its own version where that is among the needs, else every run's. */
  kubectl(kubernetesVersion: string): string;
  /** Of the `images` needed those that neither the engine nor a registry has. */
  readonly missingImages: readonly string[];
  /** Images of the components needed, in the engine under the names that manifests use; by component. */
  readonly images: Readonly<Record<string, ReadyImage>>;
  /** Folder of vCluster's Helm chart. @throws ToolchainUnavailable for a version whose component was not among the needs. */
  vclusterChart(version: string): string;
  /** DOCKER_HOST and PATH for child processes. */
  readonly env: Readonly<Record<string, string>>;
  readonly engine: Pick<Engine, "kind" | "dockerHost" | "version" | "warnings">;
  readonly identity: readonly ToolIdentity[];
  /** Components that differ from the released ones, and how, for the run's header. */
  readonly standIns: readonly string[];
  /** Ends the use of the engine; `keepFor` leaves it running for a kept environment of that name. */
  release: Engine["release"];
}

/**
 * Finds or starts the engine, then gets what a run needs and neither the machine nor the cache has.
 * @throws ToolchainUnavailable, ToolchainStepFailed (names the step's log), EngineUnreachable, EngineImpossible, EngineStartFailed.
 */
export async function prepareToolchain(options: PrepareToolchainOptions): Promise<Toolchain> {
  const { places, exec, clock, progress, signal } = options;
  const env = options.env ?? process.env;
  const lock = await readLock();
  const components = options.needs?.components ?? [];
  const nodeImages = nodeImagesAmong(components);
  const locked = lockedComponent(lock, "node-image").version;
  const asked = options.needs?.kubernetes ?? [];
  // Cells of other versions alone need no node of this one.
  const isNeeded = asked.length === 0 || asked.includes(locked);
  refuseOthers(asked, [locked, ...nodeImages.keys()]);

  const cache = openCache({ root: places.cache, clock });
  const recipes = sourceRecipes(lock, places);
  const host = await hostTools({ lock, exec, env, cacheRoot: places.cache });
  const { engine, docker } = await engineWithDocker({ ...options, env, cache, engineRecipe: recipes.engine });
  try {
    const store = imageStore(docker, engine.dockerHost, exec);
    const released = await releasedImages({ lock, store, engine, env, places, signal });
    if (released === "unreachable")
      progress({ type: "note", text: "the released images cannot be pulled: building them" });
    const images = typeof released === "object" ? released : undefined;
    const onDemand = await chooseOnDemand(components, {
      lock,
      store,
      recipes: recipes.onDemand,
      released: images !== undefined,
      mayPull: engine.kind === "host",
      cacheRoot: places.cache,
      signal,
    });
    const onDemandTools = ON_DEMAND_TOOLS.filter((tool) => components.includes(tool));
    const choices: (readonly [string, ToolChoice])[] = [
      ...[...TOOLS, ...onDemandTools].map(
        (tool) => [tool, chooseTool(tool, { lock, host, released: !!images, recipes })] as const,
      ),
      ...components.flatMap((component) => {
        const recipe = OF_A_VERSION.test(component) ? recipes.onDemand[component]?.program : undefined;
        const file = join("bin", component);
        return recipe ? [[component, { origin: "source", recipe, file }] as const] : [];
      }),
    ];
    const wanted = [
      ...choices.flatMap(([, choice]) => (choice.origin === "host" ? [] : [choice.recipe])),
      ...(images || !isNeeded ? [] : [recipes.nodeImage]),
      ...onDemand.wanted,
    ];
    const outputOf = await build(wanted, { cache, clock, progress, signal });

    const programs = Object.fromEntries(choices.map(([tool, choice]) => [tool, programOf(choice, outputOf)]));
    const bin = await linkPrograms(places.cache, { ...programs, docker });
    const recipe = recipes.nodeImage;
    const ownNode = async () =>
      ownNodeImage({ store, lock, cache, recipe, output: outputOf(recipe), signal });
    const node = images ? releasedNodeImage(lock, images) : isNeeded ? await ownNode() : undefined;
    const tools = await Promise.all(choices.map(([tool, choice]) => identityOf(tool, choice, lock, cache)));
    const given = options.needs?.images ?? [];
    const missing = await missingImages(given, { store, engine, env, signal });
    const ready = await onDemand.ready(outputOf);
    const identity = [engineIdentity(engine, lock), ...tools, ...(node?.identity ?? []), ...ready.identity];
    const linked = (name: string) => join(bin, name);
    return {
      bin,
      tools: {
        docker: linked("docker"),
        kind: linked("kind"),
        kubectl: linked("kubectl"),
        pulumi: linked("pulumi"),
        ...Object.fromEntries(onDemandTools.map((tool) => [tool, linked(tool)])),
      },
      nodeImage: (version) => {
        const name = version === locked ? node?.name : ready.images[nodeImages.get(version) ?? ""]?.name;
        if (name !== undefined) return name;
        throw noNodeImage(version, asked);
      },
      kubectl: (version) =>
        linked(components.includes(`${KUBECTL}${version}`) ? `${KUBECTL}${version}` : "kubectl"),
      missingImages: missing,
      images: ready.images,
      vclusterChart: (version) => {
        const chart = ready.charts[`vcluster-${version}`];
        if (chart) return chart;
        throw new ToolchainUnavailable(
          `there is no chart of vCluster ${version}: toolchain/lock.yaml wants a component vcluster-${version}, and stacks/components.ts to name it`,
        );
      },
      env: {
        DOCKER_HOST: engine.dockerHost,
        PATH: [bin, env.PATH].filter(Boolean).join(delimiter),
        // The private engine has no docker-init, which k3d asks for otherwise; a node's first process reaps by itself.
        ...(engine.kind === "private" && { K3D_DEBUG_DISABLE_DOCKER_INIT: "true" }),
      },
      engine,
      identity,
      standIns: standInsAmong(identity, lock),
      release: (how) => engine.release(how),
    };
  } catch (error) {
    await engine.release();
    throw error;
  }
}

function engineIdentity(engine: Engine, lock: Lock): ToolIdentity {
  const { kind, version, dockerHost } = engine;
  if (kind === "host")
    return { component: "engine", version, origin: "host", identity: `${dockerHost} ${version}` };
  const locked = lockedComponent(lock, "engine").version;
  return { component: "engine", version: locked, origin: "source", identity: `Debian packages, ${version}` };
}

/** "component (how it differs from the released one)". */
function standInsAmong(identity: readonly ToolIdentity[], lock: Lock): readonly string[] {
  return identity.flatMap(({ component, origin }) => {
    const differs = origin === "source" ? lock.components[component]?.standIn : undefined;
    return differs ? [`${component} (${differs})`] : [];
  });
}

/** A kubectl and a node image of another Kubernetes version are components of their own, and so are a kind that boots it and another Helm. */
const KUBECTL = "kubectl-";
/** The programs among them, which go on PATH under their component's name. */
const OF_A_VERSION = /^(kubectl|kind|helm)-\d/;
const NODE_IMAGE = "node-image-";

/** The components that are node images, by the Kubernetes version in them. */
function nodeImagesAmong(components: readonly string[]): ReadonlyMap<string, string> {
  const images = components.filter((component) => component.startsWith(NODE_IMAGE));
  return new Map(images.map((component) => [component.slice(NODE_IMAGE.length), component]));
}

function refuseOthers(versions: readonly string[], there: readonly string[]): void {
  const other = versions.find((version) => !there.includes(version));
  if (other !== undefined) throw noNodeImage(other, there);
}

function noNodeImage(version: string, there: readonly string[]): ToolchainUnavailable {
  return new ToolchainUnavailable(
    `there is no node image for Kubernetes ${version}: toolchain/lock.yaml has ${there.join(", ")}; select cells of that version or add the other to the lock file`,
  );
}
