import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RARE_COLLECTION } from "../../../../toolchain/images/image-archive.ts";
import { NODE_FILES } from "../../../../toolchain/images/node-layer.ts";

test.each(["containerd.service.d/10-faultline.conf", "kubelet.service.d/30-garbage-collection.conf"])(
  "%s collects as the control plane does",
  (unit) => {
    const text = readFileSync(join(NODE_FILES, "etc/systemd/system", unit), "utf8");
    expect(text).toContain(`Environment=${RARE_COLLECTION}\n`);
  },
);
