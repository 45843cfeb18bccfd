/** Where a conversation is worked on. */
export interface Place {
  /**
   * Tells whose conversation it is, where that shows only now. Answers false where as many with that Page are worked on
   * as may be: then it is another's turn.
   */
  isWith(page: string): boolean;
  /** Tells that the conversation waits for its Page's turn to send: until this settles others may have the place. */
  rest(waiting: Promise<unknown>): void;
}

/** What happens to the place of one conversation. */
interface Keeper {
  lend(): void;
  takeBack(): void;
  /** Undefined where it has no room. */
  move(from: Line, page: string): Line | undefined;
  leave(line: Line, isLent: boolean): void;
}

/** The conversations of one Page; those of which nobody knows yet whose they are have one of their own. */
interface Line {
  readonly page: string;
  /** How many are worked on, those that have lent their place included. */
  taken: number;
  waiting: string[];
}

/** A conversation that has a place. */
export class Seat implements Place {
  readonly conversationId: string;
  #line: Line;
  #keeper: Keeper;
  #waits = 0;
  #isLeft = false;

  constructor(conversationId: string, line: Line, keeper: Keeper) {
    this.conversationId = conversationId;
    this.#line = line;
    this.#keeper = keeper;
  }

  isWith(page: string): boolean {
    if (this.#line.page !== '' || page === '') return true;
    const line = this.#keeper.move(this.#line, page);
    if (line) this.#line = line;
    return line !== undefined;
  }

  rest(waiting: Promise<unknown>): void {
    if (this.#isLeft) return;
    if (++this.#waits === 1) this.#keeper.lend();
    const goOn = () => {
      if (--this.#waits === 0 && !this.#isLeft) this.#keeper.takeBack();
    };
    waiting.then(goOn, goOn);
  }

  leave(): void {
    this.#isLeft = true;
    this.#keeper.leave(this.#line, this.#waits > 0);
  }
}

/**
 * The places in which conversations are worked on. Who waits for their Page's turn to send lends the place to others,
 * so that a Page which may not send holds up no other. A Page has no more at a time than there are places, those that
 * are lent included: what comes beyond is better kept in the storage.
 */
export class Places {
  #most: number;
  #active = 0;
  #lent = 0;
  #waiting = 0;
  /** As many as the bot has Pages. */
  #lines = new Map<string, Line>();
  /** Those in which somebody waits; in turn. */
  #linedUp = new Set<Line>();
  #keeper: Keeper;

  /** @param onFree A place was lent: somebody who waits may have it. */
  constructor(most: number, onFree: () => void) {
    this.#most = most;
    this.#keeper = {
      lend: () => {
        this.#active--;
        this.#lent++;
        if (this.#waiting > 0) onFree();
      },
      // Though somebody else may have it by now.
      takeBack: () => {
        this.#lent--;
        this.#active++;
      },
      move: (from, page) => {
        const line = this.#line(page);
        if (line.taken >= this.#most) return undefined;
        from.taken--;
        line.taken++;
        return line;
      },
      leave: (line, isLent) => {
        line.taken--;
        if (isLent) this.#lent--;
        else this.#active--;
      },
    };
  }

  get free(): number {
    return Math.max(0, this.#most - this.#active);
  }

  /** How many conversations are worked on. */
  get taken(): number {
    return this.#active + this.#lent;
  }

  get waiting(): number {
    return this.#waiting;
  }

  /** Whether conversations with this Page wait. */
  isLinedUp(page: string): boolean {
    return this.#waiting > 0 && this.#line(page).waiting.length > 0;
  }

  /** Undefined where there is no place: then the conversation waits for one. */
  take(conversationId: string, page: string): Seat | undefined {
    const line = this.#line(page);
    if (this.#active < this.#most && line.taken < this.#most) return this.#seat(conversationId, line);
    line.waiting.push(conversationId);
    this.#linedUp.add(line);
    this.#waiting++;
    return undefined;
  }

  /** One more than there are, for what is held already. */
  add(conversationId: string): Seat {
    return this.#seat(conversationId, this.#line(''));
  }

  /** Of those who wait the next, if there is a place. */
  next(): Seat | undefined {
    if (this.#waiting === 0 || this.#active >= this.#most) return undefined;
    for (const line of this.#linedUp) {
      const [conversationId] = line.waiting;
      if (conversationId === undefined || line.taken >= this.#most) continue;
      line.waiting.shift();
      this.#waiting--;
      this.#linedUp.delete(line);
      if (line.waiting.length > 0) this.#linedUp.add(line);
      return this.#seat(conversationId, line);
    }
    return undefined;
  }

  #seat(conversationId: string, line: Line): Seat {
    this.#active++;
    line.taken++;
    return new Seat(conversationId, line, this.#keeper);
  }

  #line(page: string): Line {
    let line = this.#lines.get(page);
    if (!line) {
      line = { page, taken: 0, waiting: [] };
      this.#lines.set(page, line);
    }
    return line;
  }
}
