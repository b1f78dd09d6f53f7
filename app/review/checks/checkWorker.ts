// The checks away from the page's thread: one question in, one answer out, the same rules as the server's.
import { type AnalysisInput, analyse } from '../../../domain/checks/analyse';

export interface Asked {
  run: number;
  input: AnalysisInput;
}

export type Answered = { run: number; analysis: ReturnType<typeof analyse> | null; why?: string };

addEventListener('message', ({ data: { run, input } }: MessageEvent<Asked>) => {
  postMessage(answer(run, input));
});

/** What fails is said, not swallowed: the list then tells that the checks did not finish. */
function answer(run: number, input: AnalysisInput): Answered {
  try {
    return { run, analysis: analyse(input) };
  } catch (error) {
    return { run, analysis: null, why: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
