import { useState } from 'preact/hooks';
import './avatar.css';

const TINTS = 6;

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => [...(word ?? '')][0] ?? '');
  return letters.join('').toUpperCase() || '?';
}

function tintOf(name: string): number {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return sum % TINTS;
}

/** A round picture; the person's initials when there is none or it does not load. */
export function Avatar({ name, picture, size = 36 }: { name: string; picture?: string; size?: number }) {
  const [broken, setBroken] = useState('');
  const shown = picture && picture !== broken;
  return (
    <span class="avatar" data-tint={tintOf(name)} style={{ '--size': `${size}px` }} aria-hidden="true">
      {shown ? (
        <img src={picture} alt="" width={size} height={size} onError={() => setBroken(picture)} />
      ) : (
        initialsOf(name)
      )}
    </span>
  );
}
