/**
 * Asks once nobody has changed the question for a moment. A question that another one follows is
 * cancelled, and its answer is not taken.
 */
export class Asking<Question, Answer> {
  private pause: NodeJS.Timeout | undefined;
  private asked = new AbortController();

  constructor(
    private readonly ask: (question: Question, signal: AbortSignal) => Promise<Answer>,
    private readonly take: (answer: Answer) => void,
    private readonly fail: (error: unknown) => void,
  ) {}

  put(question: Question): void {
    this.stop();
    this.pause = setTimeout(() => void this.begin(question), PAUSE_MS);
  }

  stop(): void {
    clearTimeout(this.pause);
    this.asked.abort();
  }

  private async begin(question: Question): Promise<void> {
    this.asked = new AbortController();
    const { signal } = this.asked;
    try {
      const answer = await this.ask(question, signal);
      if (!signal.aborted) {
        this.take(answer);
      }
    } catch (error) {
      if (!signal.aborted) {
        this.fail(error);
      }
    }
  }
}

export const PAUSE_MS = 120;
