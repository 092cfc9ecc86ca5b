#!/bin/bash
# One cell by hand: what a person would script for "metrics-server without nodes/metrics" on a fresh kind cluster. The yardstick of `npm run bench`.
# In: NAME (cluster and network), NODE_IMAGE, DOCKER_HOST; docker, kind, kubectl, iptables on PATH. Out: one line "<step> <seconds>" a step.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
dir=$(mktemp -d)
export KUBECONFIG=$dir/kubeconfig KIND_EXPERIMENTAL_DOCKER_NETWORK=$NAME
bridge=br-$(printf %s "$NAME" | cksum | cut -d' ' -f1)
cleanup() {
  kind delete cluster --name "$NAME" --quiet 2>/dev/null || true
  iptables -D DOCKER-USER -i "$bridge" ! -o "$bridge" -j REJECT 2>/dev/null || true
  docker network rm "$NAME" >/dev/null 2>&1 || true
  rm -rf "$dir"
}
trap cleanup EXIT
mark=$(date +%s.%N)
step() { local now; now=$(date +%s.%N); echo "$1 $(awk "BEGIN{print $now-$mark}")"; mark=$now; }

top_ok() {
  local cache; cache=$(mktemp -d -p "$dir")
  kubectl --cache-dir "$cache" top nodes >/dev/null 2>&1 && [ -n "$(kubectl --cache-dir "$cache" top pods -A --no-headers 2>/dev/null)" ]
}
# Works, and goes on working for 4 seconds.
until_sustained() { local good=0; while [ $good -lt 4 ]; do if top_ok; then good=$((good + 1)); else good=0; fi; sleep 0.5; [ $good -eq 0 ] || sleep 0.5; done; }

docker network create -o com.docker.network.bridge.name="$bridge" "$NAME" >/dev/null
iptables -I DOCKER-USER -i "$bridge" ! -o "$bridge" -j REJECT
kind create cluster --name "$NAME" --image "$NODE_IMAGE" --config "$here/kind.yaml" --quiet
step create
kubectl apply --server-side -f "$here/metrics-server.yaml" >/dev/null
until_sustained
step baseline
kubectl patch clusterrole system:metrics-server --type=json -p '[{"op":"remove","path":"/rules/0"}]' >/dev/null
kubectl -n kube-system rollout restart deployment metrics-server >/dev/null
until ! top_ok && kubectl -n kube-system logs deployment/metrics-server 2>/dev/null | grep -q '403 Forbidden'; do sleep 0.5; done
step symptom
end=$((SECONDS + 30)); while [ $SECONDS -lt $end ]; do ! top_ok; sleep 1; done
step hold
kubectl apply --server-side --force-conflicts -f "$here/metrics-server.yaml" >/dev/null
until_sustained
step recovery
cleanup; trap - EXIT
step delete
