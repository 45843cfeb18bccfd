export const LOCAL = 'redis://127.0.0.1:6379';

/** Where a Redis is, for people to read: nobody's name, no password. Undefined for what is no URL. */
export function addressOf(url = LOCAL): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host, pathname } = new URL(url);
  return `${protocol}//${host}${pathname}`;
}
