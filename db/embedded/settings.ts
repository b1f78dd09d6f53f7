// How PostgreSQL runs here: durable, on a private socket, and small. On the command line, so that they come with our version.
import { PORT } from './socket';

const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };

/** Forty connections are three pools and a visitor; no parallel workers, because containers have little shared memory. */
const SMALL = {
  max_connections: '60',
  shared_buffers: '32MB',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  max_wal_size: '512MB',
  max_logical_replication_workers: '0',
  jit: 'off',
};

/** Arguments after `postgres -D <cluster>`. `settings` come last and win (tests). */
export function commandLine(given: {
  socketDir: string;
  major: number;
  settings: Readonly<Record<string, string>>;
}): string[] {
  const all = {
    ...DURABLE,
    ...SMALL,
    // From 18 on there are processes for reading ahead: for a database that fits into memory they only cost some.
    ...(given.major >= 18 ? { io_method: 'sync' } : {}),
    listen_addresses: '',
    port: String(PORT),
    // A list of quoted folders to PostgreSQL: commas and blanks in a path would end it.
    unix_socket_directories: `"${given.socketDir.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    log_min_messages: 'warning',
    log_line_prefix: '%m [%p] ',
    ...given.settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
