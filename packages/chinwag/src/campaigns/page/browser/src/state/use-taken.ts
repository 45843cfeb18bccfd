import { useLayoutEffect, useState } from 'preact/hooks';

/**
 * An order that the server has taken, for as long as the news say what they said when it was given: whoever runs the
 * campaign hears of it within moments.
 */
export function useTaken<Order>(told: unknown): [taken: Order | undefined, take: (order: Order) => void] {
  const [last, setLast] = useState<{ order: Order; told: unknown }>();
  useLayoutEffect(() => setLast(undefined), [told]);
  const taken = last?.told === told ? last?.order : undefined;
  return [taken, (order) => setLast({ order, told })];
}
