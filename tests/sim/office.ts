// The people of a simulated review, and what the engine may ask about them: who a token is, what the person may, who is signed in.
import type { Actor } from '../../domain/actor';
import type { Stage } from '../../domain/review';
import type { Access } from '../../server/collab/access';
import type { CollabNeeds } from '../../server/collab/types';
import type { Host } from './store';
import type { World } from './world';

export interface Person {
  id: string;
  name: string;
  /** Also the token: nothing here is secret. */
  sessionId: string;
  role: 'editor' | 'reader';
}

export class Office {
  readonly reviewId: string = idOf(1);
  /** Editors write in `drafting` and not in `signoff`. */
  stage: Stage = 'drafting';
  /** The tables of people and sessions do not answer. */
  isAway: () => boolean = () => false;
  private readonly people = new Map<string, Person>();
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  person(name: string, role: Person['role']): Person {
    const number = this.people.size + 1;
    const person = { id: idOf(100 + number), sessionId: idOf(200 + number), name, role };
    this.people.set(person.sessionId, person);
    return person;
  }

  /** No member any more, and signed out. */
  remove(person: Person): void {
    this.people.delete(person.sessionId);
  }

  mayWrite(person: Person): boolean {
    return person.role === 'editor' && this.stage === 'drafting';
  }

  /** The questions of one node. */
  for(host: Host): CollabNeeds & { access: Access } {
    const { people } = this;
    const ask = <T>(answer: () => T): Promise<T> => this.answer(host, answer);
    return {
      identify: (_request, token) => ask(() => actorOf(people.get(token ?? ''))),
      stillSignedIn: (ids) => ask(() => new Set(ids.filter((id) => people.has(id)))),
      openThreads: () => ask(() => []),
      access: {
        now: (reviewId) => ask(() => (reviewId === this.reviewId ? { stage: this.stage, openSections: [] } : null)),
        review: (reviewId) =>
          ask(() => {
            if (reviewId !== this.reviewId) return null;
            const { stage } = this;
            const byId = new Map([...people.values()].map((one) => [one.id, one]));
            return (personId) => {
              const person = byId.get(personId);
              if (!person) return { kind: 'stranger' };
              const write = person.role === 'editor' && stage === 'drafting';
              return {
                kind: 'reader',
                stage,
                epoch: 1,
                rights: { write, suggest: write, presence: true, sections: [] },
              };
            };
          }),
      },
    };
  }

  private answer<T>(host: Host, answer: () => T): Promise<T> {
    const { world } = this;
    return new Promise((resolve, reject) => {
      if (!host.acts()) return;
      const ms = world.chance(0.03) ? world.between(5, 300) : world.between(0.1, 1);
      world.after(ms / 2, () => {
        const away = this.isAway();
        const value = answer();
        world.after(ms / 2, () =>
          host.awake(() => {
            if (!host.alive) return;
            if (away) reject(new Error('the tables of people do not answer'));
            else resolve(value);
          }),
        );
      });
    });
  }
}

function actorOf(person: Person | undefined): Actor | null {
  if (!person) return null;
  const { id, name, sessionId } = person;
  return { personId: id, name, email: '', admin: false, colour: 1, sessionId, via: 'token', locale: 'zh-CN' };
}

function idOf(number: number): string {
  return `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}
