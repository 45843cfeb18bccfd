/** A sticker of the emulator's own catalogue. */
export interface Sticker {
  id: string;
  packId: string;
  name: string;
  /** Words it is found by. */
  words: string[];
  /** What is inside its `<svg viewBox="0 0 120 120">`. */
  drawing: string;
}

/** The thumbs-up that is always allowed, though no catalogue lists it. */
export const LIKE_STICKER = '369239263222822';

const face = (fill: string, inside: string) =>
  `<circle cx="60" cy="60" r="52" fill="${fill}"/><g fill="none" stroke="#2b2140" stroke-width="6" stroke-linecap="round" stroke-linejoin="round">${inside}</g>`;

export const STICKER_PACKS = [
  { id: '904100000000001', name: 'Round faces', description: 'Six moods' },
  { id: '904100000000002', name: 'Good wishes', description: 'For special days' },
] as const;

export const STICKERS: Sticker[] = [
  {
    id: LIKE_STICKER,
    packId: '',
    name: 'Thumbs up',
    words: ['like', 'thumb', 'ok', 'yes'],
    drawing:
      '<path fill="#178c81" d="M20 54h18a5 5 0 0 1 5 5v40a5 5 0 0 1-5 5H20a5 5 0 0 1-5-5V59a5 5 0 0 1 5-5Zm32 3 14-21c3-5 3-10 3-16 0-6 5-9 10-7 8 3 10 13 8 22l-3 15h14c8 0 13 6 11 13l-9 30c-2 7-7 11-14 11H64c-7 0-12-4-12-10Z"/>',
  },
  {
    id: '904110000000001',
    packId: '904100000000001',
    name: 'Happy',
    words: ['happy', 'smile', 'hello'],
    drawing: face('#ffd166', '<path d="M40 48v4M80 48v4M38 72c8 16 36 16 44 0"/>'),
  },
  {
    id: '904110000000002',
    packId: '904100000000001',
    name: 'Sad',
    words: ['sad', 'sorry', 'cry'],
    drawing: face('#8ecae6', '<path d="M40 50v4M80 50v4M40 84c8-12 32-12 40 0"/>'),
  },
  {
    id: '904110000000003',
    packId: '904100000000001',
    name: 'Surprised',
    words: ['wow', 'surprised', 'oh'],
    drawing: face('#ffb4a2', '<path d="M40 46v4M80 46v4"/><circle cx="60" cy="78" r="10"/>'),
  },
  {
    id: '904110000000004',
    packId: '904100000000001',
    name: 'In love',
    words: ['love', 'heart'],
    drawing: face(
      '#ff8fab',
      '<path fill="#2b2140" stroke="none" d="M40 58 30 47a7 7 0 0 1 10-9 7 7 0 0 1 10 9Zm40 0L70 47a7 7 0 0 1 10-9 7 7 0 0 1 10 9Z"/><path d="M42 74c6 12 30 12 36 0"/>',
    ),
  },
  {
    id: '904120000000001',
    packId: '904100000000002',
    name: 'Birthday cake',
    words: ['birthday', 'cake', 'party', 'hello'],
    drawing:
      '<path fill="#f4a6c0" d="M18 62h84v40H18z"/><path fill="#fff3e2" d="M18 62h84v12c-7 8-14 8-21 0-7 8-14 8-21 0-7 8-14 8-21 0-7 8-14 8-21 0Z"/><path fill="#3d6bff" d="M56 36h8v26h-8z"/><path fill="#ffb703" d="M60 14c8 10 8 18 0 20-8-2-8-10 0-20Z"/>',
  },
  {
    id: '904120000000002',
    packId: '904100000000002',
    name: 'Thank you',
    words: ['thanks', 'thank you', 'flower'],
    drawing:
      '<path stroke="#4caf50" stroke-width="7" stroke-linecap="round" d="M60 62v46"/><g fill="#b388eb"><circle cx="60" cy="26" r="16"/><circle cx="82" cy="42" r="16"/><circle cx="74" cy="66" r="16"/><circle cx="46" cy="66" r="16"/><circle cx="38" cy="42" r="16"/></g><circle cx="60" cy="48" r="13" fill="#ffd166"/>',
  },
];

export function findSticker(id: string): Sticker | undefined {
  return STICKERS.find((sticker) => sticker.id === id);
}

export function stickerUrl(origin: string, id: string): string {
  return `${origin}/_emulator/stickers/${id}.svg`;
}

export function stickerImage(sticker: Sticker): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 120" width="240" height="240">${sticker.drawing}</svg>`;
}
