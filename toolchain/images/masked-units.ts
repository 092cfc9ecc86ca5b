/**
 * systemd units a node has no use for, linked to /dev/null: some write to the kernel of the whole machine, the rest only make
 * every node start later.
 */
export const MASKED_UNITS = [
  // Kernel-wide: handlers, modules, debug file systems, the random pool.
  "systemd-binfmt.service",
  "proc-sys-fs-binfmt_misc.automount",
  "systemd-modules-load.service",
  "modprobe@.service",
  "kmod-static-nodes.service",
  "sys-kernel-debug.mount",
  "sys-kernel-tracing.mount",
  "sys-kernel-config.mount",
  "sys-fs-fuse-connections.mount",
  "systemd-random-seed.service",
  // Upkeep of an installed machine.
  "ldconfig.service",
  "systemd-sysusers.service",
  "systemd-hwdb-update.service",
  "systemd-journal-catalog-update.service",
  "systemd-journal-flush.service",
  "systemd-update-done.service",
  "systemd-update-utmp.service",
  "systemd-firstboot.service",
  "systemd-machine-id-commit.service",
  "systemd-remount-fs.service",
  "systemd-tmpfiles-setup-dev.service",
  "systemd-tmpfiles-setup-dev-early.service",
  "systemd-tmpfiles-clean.timer",
  "systemd-creds.socket",
  "systemd-hostnamed.socket",
  "systemd-pcrextend.socket",
  "systemd-pcrlock.socket",
  "systemd-sysext.socket",
  "systemd-initctl.socket",
  "dpkg-db-backup.timer",
  "apt-daily.timer",
  "apt-daily-upgrade.timer",
  "e2scrub_all.timer",
  "fstrim.timer",
  "getty.target",
];
