#!/usr/bin/env bash
# The long form of every proof, for two cores that do nothing else: `npm run proofs`. Figures: docs/operations.md.
set -uo pipefail
cd "$(dirname "$0")/../.."
export FULL=1
failed=0
# What measures time runs alone.
alone=(tests/proc/latency.test.ts tests/proc/slow.test.ts tests/proc/nodesRolling.test.ts)
npx vitest run --project server --no-file-parallelism "${alone[@]}" || failed=1
# The soak waits more than it works: beside it everything else that has a long form.
soak=tests/proc/soak.test.ts
npx vitest run --project server "$soak" &
beside=$!
mapfile -t rest < <(grep -rlE 'env\.FULL\b' tests --include='*.test.ts' --include='*.test.tsx' | grep -vxF -f <(printf '%s\n' "${alone[@]}" "$soak"))
npx vitest run "${rest[@]}" || failed=1
wait "$beside" || failed=1
exit "$failed"
