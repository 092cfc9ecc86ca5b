import { EXIT_CODES } from "../../base/exit-codes.ts";
import { FaultlineError } from "../../base/faultline-error.ts";
import type { RecipeRun } from "../recipe.ts";

/** No line of the apt configuration names a Debian archive (Ubuntu, Fedora, an image without sources …). */
export class NoDebianMirror extends FaultlineError {
  readonly code = "TOOLCHAIN_NO_DEBIAN_MIRROR";
  readonly exit = EXIT_CODES.environment.code;
}

// A suite with a dash is an add-on of another (bookworm-updates, bookworm-security): those addresses may lack the main archive.
const MAIN_OF_DEBIAN =
  /^(\S+) (?:bullseye|bookworm|trixie|forky|sid|oldoldstable|oldstable|stable|testing|unstable) main$/;

/**
 * The Debian archive that the machine's own apt configuration names, without a slash at its end; apt itself reads its sources.
 * @throws NoDebianMirror when none of them has `main` of a Debian release.
 */
export async function debianMirror({ run }: Pick<RecipeRun, "run">): Promise<string> {
  const format = ["--format", "$(SITE) $(RELEASE) $(COMPONENT)", "Created-By: Packages"];
  const targets = (await run("apt-get", ["indextargets", ...format])).split("\n");
  const uri = targets.flatMap((target) => MAIN_OF_DEBIAN.exec(target)?.[1] ?? [])[0];
  if (uri !== undefined) return uri;
  throw new NoDebianMirror(
    "apt on this machine names no Debian archive, so the private Docker engine cannot be installed: install Docker yourself and start it, or use Debian 12 or 13.",
  );
}
