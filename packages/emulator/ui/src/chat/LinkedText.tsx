import type { ComponentChildren } from 'preact';
import { safeAddress } from './addresses.js';

const LINK = /\bhttps?:\/\/[^\s<>"]+|\bwww\.[^\s<>"]+\.[^\s<>"]+|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gi;
/** Punctuation that ends the sentence rather than the address. */
const TRAILING = /[.,;:!?'")\]}]+$/;

function addressOf(text: string): string | undefined {
  if (/^https?:/i.test(text)) return safeAddress(text);
  return safeAddress(/^www\./i.test(text) ? `https://${text}` : `mailto:${text}`);
}

/** Text of a message: never HTML, its addresses made followable. */
export function LinkedText({ text }: { text: string }) {
  const parts: ComponentChildren[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const shown = match[0].replace(TRAILING, '');
    const address = addressOf(shown);
    if (!address) continue;
    parts.push(text.slice(end, match.index));
    parts.push(
      <a key={match.index} href={address} target="_blank" rel="noopener noreferrer">
        {shown}
      </a>,
    );
    end = match.index + shown.length;
  }
  parts.push(text.slice(end));
  return <>{parts}</>;
}
