#!/bin/sh
# On cgroup v1 the kubelet wants its root cgroup in every mounted hierarchy, and a cpuset cgroup without cpus takes no process.
# The entrypoint makes them before systemd starts; a hierarchy that systemd mounts (or cleans) later lacks them.
set -eu
[ ! -f /sys/fs/cgroup/cgroup.controllers ] || exit 0
findmnt -lun -o target -t cgroup | while read -r hierarchy; do
  for group in kubelet kubelet.slice; do
    mkdir -p "$hierarchy/$group" || continue
    for file in cpuset.cpus cpuset.mems; do
      if [ -f "$hierarchy/$group/$file" ] && [ -z "$(cat "$hierarchy/$group/$file")" ]; then
        cat "$hierarchy/$file" >"$hierarchy/$group/$file"
      fi
    done
  done
done
