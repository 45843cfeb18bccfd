/** What the tea house sells. */
export interface Ware {
  name: string;
  about: string;
  /** In US dollars. */
  price: number;
  /** A file in `media/`. */
  picture: string;
}

export const teas: Ware[] = [
  { name: 'Sencha', about: 'Green, grassy, a spring morning.', price: 4.5, picture: 'sencha.png' },
  { name: 'Oolong', about: 'Half green, half black, all amber.', price: 5.2, picture: 'oolong.png' },
  { name: 'Earl Grey', about: 'Black, with bergamot and manners.', price: 4.2, picture: 'earl-grey.png' },
  { name: 'Chamomile', about: 'For the last hour of the day.', price: 4, picture: 'chamomile.png' },
];

export const sweets: Ware[] = [
  { name: 'Scone', about: 'Jam first, or cream first?', price: 3.8, picture: 'scone.png' },
  { name: 'Macarons', about: 'Three of them, in three colours.', price: 5.4, picture: 'macarons.png' },
  { name: 'Strawberry cake', about: 'The last slice, every time.', price: 6.2, picture: 'cake.png' },
];

export const dollars = (amount: number) => `$${amount.toFixed(2)}`;

export function findWare(name: string): Ware | undefined {
  return [...teas, ...sweets].find((ware) => ware.name === name);
}
