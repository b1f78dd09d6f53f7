// Fan-out: so many clients in one document, so many of them typing at human speed.
import { cpuDuring, EVERYBODY, type Row, type Scenario, seatsOf, warm } from './scenario';

export interface FanOut {
  clients: number;
  writers: number;
  quickRounds: 0 | 3;
  /** What is to be reached of Hocuspocus' CPU. */
  cpuTimes?: number;
  withAcks?: true;
}

const SECONDS = { quick: 2.5, full: 10 };

export function fanOut({ clients, writers, quickRounds, cpuTimes, withAcks }: FanOut): Scenario {
  const name = `fan-out ${clients}x${writers}`;
  const compared = cpuTimes !== undefined;
  const rows: Row[] = [
    // The issue compares the servers alone here; everywhere else PostgreSQL is added.
    {
      figure: 'server',
      title: 'server CPU us/delivery',
      digits: 1,
      ...(compared ? { target: { times: cpuTimes } } : {}),
    },
    { figure: 'database', title: '  PostgreSQL beside it', digits: 1 },
    { figure: 'p50', title: 'p50 ms', digits: 2 },
    { figure: 'p95', title: 'p95 ms', digits: 2 },
    { figure: 'p99', title: 'p99 ms', digits: 2, ...(compared ? { target: { times: 3 } } : {}) },
  ];
  if (withAcks) {
    rows.push({ figure: 'ack95', title: 'ack p95 ms', digits: 2, target: { most: 50 } });
    rows.push({ figure: 'ack99', title: 'ack p99 ms', digits: 2, target: { most: 200 } });
  }
  return {
    name,
    rows,
    quickRounds,
    subjects: EVERYBODY,
    run: async (subject, bench) => {
      const [document = '', other = ''] = await subject.documents(2);
      await warm(subject, bench, other);
      await bench.clients.do('open', { seats: seatsOf(subject, document, clients) });
      await bench.clients.do('seatWriters', { count: writers });
      await bench.clients.do('type', { seconds: 1 });
      const seconds = bench.full ? SECONDS.full : SECONDS.quick;
      const { value, cpu } = await cpuDuring(subject, () => bench.clients.do('type', { seconds }));
      await bench.clients.do('agree', { late: subject.stores ? subject.seat(document, clients) : null });
      await bench.clients.do('leave');
      const { deliveries, latency, acknowledged } = value;
      return {
        server: ((cpu.total - cpu.database) * 1000) / deliveries,
        ...(cpu.database > 0 ? { database: (cpu.database * 1000) / deliveries } : {}),
        p50: latency.p50,
        p95: latency.p95,
        p99: latency.p99,
        ...(acknowledged.count > 0 ? { ack95: acknowledged.p95, ack99: acknowledged.p99 } : {}),
      };
    },
  };
}
