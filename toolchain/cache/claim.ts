import { randomBytes } from "node:crypto";
import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { formatOwner, isAlive, type Owner, ownerOf, parseOwner } from "../../harness/ledger/owner.ts";
import type { Clock } from "../../harness/seams/clock.ts";

export interface Claim {
  /** Lets the next one in; never throws for a claim that is gone. */
  release(): Promise<void>;
}

export interface ClaimOptions {
  /** One folder a thing; created when absent. */
  readonly dir: string;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Called once when another living process holds the claim, with its pid. */
  readonly onWait?: (holder: Owner) => void;
  /** Who claims; this process unless a test says otherwise. */
  readonly owner?: Owner;
}

const POLL_MS = 200;

/**
 * Waits until no other living process claims `dir`, and holds it. Every claimant writes a file named after itself and then
 * looks: alone, it holds; not alone, it withdraws and tries again. Claims of dead processes (pid and start ticks) count for
 * nothing and are swept by whoever sees them; as no two processes share a name, sweeping cannot hit a living claim.
 */
export async function claim(options: ClaimOptions): Promise<Claim> {
  const { dir, clock, signal, onWait } = options;
  const mine = `${formatOwner(options.owner ?? ownerOf(process.pid)).replace(":", "-")}-${randomBytes(4).toString("hex")}`;
  let told = false;
  for (;;) {
    signal?.throwIfAborted();
    await mkdir(dir, { recursive: true });
    let holder = await livingClaim(dir, mine);
    if (!holder) {
      await writeFile(join(dir, mine), "", { flag: "wx" });
      holder = await livingClaim(dir, mine);
      if (!holder) return { release: () => rm(join(dir, mine), { force: true }) };
      await rm(join(dir, mine), { force: true });
    }
    if (!told) onWait?.(holder);
    told = true;
    // Uneven, so that two that withdrew at once do not meet again.
    await clock.sleep(POLL_MS * (0.5 + Math.random()), signal);
  }
}

async function livingClaim(dir: string, except: string): Promise<Owner | undefined> {
  for (const name of await readdir(dir)) {
    if (name === except) continue;
    const [pid, ticks] = name.split("-");
    const owner = parseOwner(`${pid}:${ticks}`);
    if (owner && isAlive(owner)) return owner;
    await rm(join(dir, name), { force: true });
  }
  return undefined;
}
