// /metrics: numbers about the process and the collaboration engine, as Prometheus text. Never a name, never an id.

/** One gauge a line, sorted; `values` by name in snake_case. */
export function prometheus(values: Readonly<Record<string, number>>): string {
  const lines = Object.entries(values)
    .filter(([, value]) => Number.isFinite(value))
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([name, value]) => `# TYPE countersign_${name} gauge\ncountersign_${name} ${value}`);
  return `${lines.join('\n')}\n`;
}

export function processNumbers(): Record<string, number> {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  return {
    process_resident_memory_bytes: rss,
    process_heap_used_bytes: heapUsed,
    process_cpu_seconds: (user + system) / 1e6,
    process_uptime_seconds: Math.round(process.uptime()),
  };
}
