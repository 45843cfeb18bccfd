const SAFE = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** The address when a browser may follow it without running code from a message; otherwise undefined. */
export function safeAddress(address: unknown): string | undefined {
  if (typeof address !== 'string') return undefined;
  try {
    const url = new URL(address, window.location.href);
    return SAFE.has(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** `shop.example.com`: what people know a link by. */
export function hostOf(address: string): string {
  try {
    return new URL(address, window.location.href).host.replace(/^www\./, '');
  } catch {
    return address;
  }
}
