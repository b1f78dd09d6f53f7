// Everybody comes back at the same moment, and again a little later when the server is not there yet.
import type { Seat } from '../subjects/subject';
import { Member } from './member';

const SHARE = 0.99;
/** As y-websocket waits: doubling from 100 ms, at most 2.5 s. */
const BACK_OFF_MS = { first: 100, most: 2500 };
const GIVE_UP_MS = 60_000;

/** @throws when not everybody is back within a minute. */
export async function storm(seats: readonly Seat[]): Promise<{ members: Member[]; seconds: number }> {
  const started = performance.now();
  const members = await Promise.all(seats.map((seat) => comeBack(seat, started + GIVE_UP_MS)));
  const times = members.map(({ syncedAt }) => syncedAt - started).sort((a, b) => a - b);
  return { members, seconds: (times[Math.ceil(times.length * SHARE) - 1] ?? Number.NaN) / 1000 };
}

async function comeBack(seat: Seat, giveUpAt: number): Promise<Member> {
  for (let tries = 0; ; tries++) {
    const member = new Member(seat);
    try {
      await member.synced;
      return member;
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.min(BACK_OFF_MS.most, BACK_OFF_MS.first * 2 ** tries)));
    }
  }
}
