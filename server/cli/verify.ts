// `verify PACKAGE`: a signed package, judged without a database and without the network.
import { Refused } from '../../domain/refusal';
import { askedOf, judgeAt } from '../files/verdict';

/** Exit code 0 when all of it holds, else 1. */
export async function verify(path: string, given: Parameters<typeof askedOf>[0]): Promise<void> {
  const asked = askedOf(given);
  try {
    await judgeAt(path, asked);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    throw new Error(`${path} is no package that can be read: ${error.refusal.detail ?? error.refusal.code}.`, {
      cause: error,
    });
  }
}
