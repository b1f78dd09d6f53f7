// Percentiles as they are printed.

export function percentile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

export function spread(values: readonly number[]): string {
  return [50, 95, 99].map((part) => `P${part} ${percentile(values, part / 100).toFixed(1)}`).join(', ');
}
