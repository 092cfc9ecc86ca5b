import { GenericContainer, PullPolicy, Wait } from "testcontainers";
import type { ContentToCopy, FileToCopy } from "testcontainers/build/types.js";

export interface NodeContainerArgs {
  readonly name: string;
  readonly image: string;
  readonly network: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly command: readonly string[];
  /** Named volumes by the path they are mounted at. */
  readonly volumes: Readonly<Record<string, string>>;
  readonly contents: readonly ContentToCopy[];
  readonly files: readonly FileToCopy[];
  /** Shell command that succeeds, inside, when the node has started. */
  readonly ready: string;
  readonly timeoutMs: number;
}

/**
 * A container that is a machine, as k0s' documentation runs it (docs/k0s-in-docker.md at v1.32.3+k0s.0). testcontainers' own reaper is not
 * used (its image cannot be had everywhere, and cells end in other processes): faultline's ledger has everything here.
 */
class NodeContainer extends GenericContainer {
  constructor({ name, image, network, labels, command, volumes, contents, files }: NodeContainerArgs) {
    super(image);
    this.withName(name)
      .withHostname(name)
      .withLabels(labels)
      .withNetworkMode(network)
      .withCommand([...command])
      .withTmpFs({ "/run": "" })
      .withPullPolicy(PullPolicy.neverPull())
      .withAutoCleanup(false)
      .withBindMounts(Object.entries(volumes).map(([target, source]) => ({ source, target })))
      .withCopyContentToContainer([...contents])
      .withCopyFilesToContainer([...files])
      // Names are asked of nobody: Docker's resolver would ask the machine's, which no seal holds back.
      .withEnvironment({ K0S_UPDATE_CHECK_INTERVAL: "24h", K0S_ENTRYPOINT_DNS_FIXUP: "0" });
    this.hostConfig.Dns = ["127.0.0.1"];
  }
}

/** A node that runs containers of its own. */
class WorkloadContainer extends NodeContainer {
  constructor(args: NodeContainerArgs) {
    super(args);
    this.withPrivilegedMode();
    // @types/dockerode does not know it (Docker API 1.41).
    Object.assign(this.hostConfig, { CgroupnsMode: "private" });
    const anonymous = ["/var/lib/k0s", "/var/log/pods"].filter((target) => !(target in args.volumes));
    this.createOpts.Volumes = Object.fromEntries(anonymous.map((target) => [target, {}]));
  }
}

/** Starts a controller that runs no containers; it may set routes, nothing else that needs a privilege. */
export function startController(args: NodeContainerArgs): Promise<unknown> {
  return started(new NodeContainer(args).withAddedCapabilities("NET_ADMIN"), args);
}

/** Starts a node that runs containers. */
export function startNode(args: NodeContainerArgs): Promise<unknown> {
  return started(new WorkloadContainer(args), args);
}

function started(container: GenericContainer, { ready, timeoutMs }: NodeContainerArgs): Promise<unknown> {
  return container.withWaitStrategy(Wait.forSuccessfulCommand(ready).withStartupTimeout(timeoutMs)).start();
}
