/** Whether the person asked their system for less movement. */
export const prefersStillness = () => window.matchMedia('(prefers-reduced-motion: reduce)').matches;
