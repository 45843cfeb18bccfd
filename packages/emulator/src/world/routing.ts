import type { Page, Thread } from './model.js';

/** Meta's own apps: the Page inbox in Business Suite and its Instagram sibling. */
export const PAGE_INBOX = '263902037430900';
export const INSTAGRAM_INBOX = '1217981644879628';

/** A Page may answer for this long after the person's last action. */
export const WINDOW = 24 * 60 * 60 * 1000;

/** Control of a thread ends this long after the person's last word. */
export const CONTROL_LIFE = 24 * 60 * 60 * 1000;

/** Whether anybody owns the thread at this moment; an idle thread is the default app's. */
export function isIdle(thread: Thread, now: number): boolean {
  return thread.owner === null || thread.owner.expiresAt <= now;
}

/**
 * The app that may send and whose webhooks are not standby: the owner, or of an idle thread the default app. Null
 * when the Page has neither, and every app may.
 */
export function ownerOf(page: Page, thread: Thread, now: number): string | null {
  if (
    thread.owner &&
    !isIdle(thread, now) &&
    (page.defaultAppId !== null || thread.owner.appId === PAGE_INBOX)
  ) {
    return thread.owner.appId;
  }
  return page.defaultAppId;
}

/** An app has acted in a thread that nobody owned, or the person has spoken: control runs for another day. */
export function keepControl(page: Page, thread: Thread, now: number, appId: string | null): void {
  if (!isIdle(thread, now) && thread.owner) {
    if (appId === null) thread.owner.expiresAt = Math.max(thread.owner.expiresAt, now + CONTROL_LIFE);
    return;
  }
  const owner = page.defaultAppId;
  thread.owner = owner === null ? null : { appId: owner, expiresAt: now + CONTROL_LIFE };
}
