/** Counts what is under way, so that a test can wait for silence instead of sleeping. */
export class Activity {
  #underWay = 0;
  #changes = 0;
  readonly #waiting = new Set<() => void>();

  begin(): void {
    this.#underWay++;
    this.#changes++;
  }

  end(): void {
    this.#underWay--;
    this.#changes++;
    if (this.#underWay > 0) return;
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  /** Resolves once nothing has been under way for `quiet` milliseconds. */
  async silence(quiet: number): Promise<void> {
    for (;;) {
      if (this.#underWay > 0) await new Promise<void>((wake) => this.#waiting.add(wake));
      const before = this.#changes;
      await new Promise((resolve) => setTimeout(resolve, quiet));
      if (this.#underWay === 0 && this.#changes === before) return;
    }
  }
}
