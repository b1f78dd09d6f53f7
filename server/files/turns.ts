// So many at once and no more: the others wait in order, and past a length of the queue they are refused.
import { Refused } from '../../domain/refusal';

export class Turns {
  readonly #waiting: (() => void)[] = [];
  readonly #atOnce: number;
  readonly #longest: number;
  #running = 0;

  constructor(atOnce: number, longest: number) {
    this.#atOnce = atOnce;
    this.#longest = longest;
  }

  /** Runs `work` when its turn comes. @throws Refused `unavailable` when the queue is full; what `work` throws. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#atOnce) this.#running += 1;
    else await this.#queue();
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      // The place goes from hand to hand; it is free only when nobody waits.
      if (next) next();
      else this.#running -= 1;
    }
  }

  #queue(): Promise<void> {
    if (this.#waiting.length >= this.#longest)
      throw new Refused('unavailable', { retryAfter: 5, detail: 'too many of these at once' });
    return new Promise((resolve) => this.#waiting.push(resolve));
  }
}
