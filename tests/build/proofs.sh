#!/usr/bin/env bash
# The long form of every proof that PROMISES numbers (T..), for two cores that do nothing else: `npm run proofs`, within an hour.
# Figures: docs/operations.md. The long forms of other tests: FULL=1 npx vitest run FILE.
set -uo pipefail
cd "$(dirname "$0")/../.."
export FULL=1
out="$(mktemp -d)"

# One process a file: its output in one piece, its time and processor time behind it.
one() {
  local file="${1##* }" name log began code=0
  name="$(tr -c 'a-zA-Z0-9\n' - <<<"$1")"
  log="$2/$name"
  began=$SECONDS
  # shellcheck disable=SC2046
  { time env $(sed -E 's/ ?[^ ]*$//' <<<"$1") npx vitest run "$file"; } >"$log" 2>&1 || code=1
  cat "$log"
  echo "== $1: $([ "$code" = 0 ] && echo passed || echo FAILED) in $((SECONDS - began)) s"
  [ "$code" = 0 ] || echo "$1" >>"$2/failed"
}
export -f one

# What measures time runs alone.
alone=(tests/proc/latency.test.ts tests/proc/slow.test.ts tests/proc/nodesRolling.test.ts)
for file in "${alone[@]}"; do one "$file" "$out"; done

# Then three at once, the longest first, so that none is left alone at the end. The soak waits more than it works.
first=(
  tests/proc/soak.test.ts
  tests/contract/freezeRace.test.ts
  'SEED=1 SEEDS=5000 tests/sim/convergence.test.ts'
  tests/proc/kill.test.ts
  tests/sim/failpoints.test.ts
  'SEED=5001 SEEDS=5000 tests/sim/convergence.test.ts'
  tests/collab/guardHostile.test.ts
  tests/sim/hostile.test.ts
  tests/proc/tombstones.test.ts
  tests/proc/nodesRights.test.ts
  tests/db/backupDamage.test.ts
  tests/contract/revocation.test.ts
)
mapfile -t rest < <(
  grep -rlE 'env\.FULL\b' tests --include='*.test.ts' --include='*.test.tsx' | xargs grep -lE '\bT[0-9]{2}\b' |
    grep -vxF -f <(printf '%s\n' "${alone[@]}" "${first[@]##* }")
)
printf '%s\0' "${first[@]}" "${rest[@]}" | xargs -0 -P 4 -I{} bash -c 'one "$1" "$2"' _ {} "$out"

echo "== all in $((SECONDS / 60)) minutes; failed: $(cat "$out/failed" 2>/dev/null | paste -sd, || true)"
[ ! -e "$out/failed" ]
