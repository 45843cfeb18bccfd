import type { BrowserContext } from 'playwright-core';

export interface Held {
  /** Resolves when the emulator has given its answer: what happens from now on is not in it. */
  readonly answered: Promise<void>;
  /** Lets the page have it; resolves when it does. */
  release(): Promise<void>;
}

/** Keeps the answer to the next such request from the page until it is released. Those that follow are not kept. */
export function hold(context: BrowserContext, address: RegExp, method = 'GET'): Held {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  let answer = () => {};
  const answered = new Promise<void>((resolve) => (answer = resolve));
  let isHeld = false;
  const given = new Promise<void>((resolve) => {
    void context.route(address, async (route) => {
      if (isHeld || route.request().method() !== method) return route.fallback();
      isHeld = true;
      const response = await route.fetch();
      answer();
      await released;
      await route.fulfill({ response });
      resolve();
    });
  });
  return {
    answered,
    release: () => {
      release();
      return given;
    },
  };
}
