import { effect, type Signal, signal } from '@preact/signals';

/** What stands beside the chat. */
export type SidePanel = 'inspector' | 'controls' | 'none';

export type Theme = 'system' | 'light' | 'dark';

/** Storage may be shut off by the browser; the page then simply forgets. */
function remembered<Value>(
  key: string,
  fallback: Value,
  accepts: (value: unknown) => value is Value,
): Signal<Value> {
  const name = `chinwag.${key}`;
  let initial = fallback;
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(name) ?? 'null');
    if (accepts(stored)) initial = stored;
  } catch {}
  const preference = signal(initial);
  effect(() => {
    try {
      localStorage.setItem(name, JSON.stringify(preference.value));
    } catch {}
  });
  return preference;
}

const isTheme = (value: unknown): value is Theme =>
  value === 'system' || value === 'light' || value === 'dark';
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean';
const isNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
const isSidePanel = (value: unknown): value is SidePanel =>
  value === 'inspector' || value === 'controls' || value === 'none';
const isString = (value: unknown): value is string => typeof value === 'string';

export const theme = remembered<Theme>('theme', 'system', isTheme);
export const sidePanel = remembered<SidePanel>(
  'panel',
  window.innerWidth >= 1100 ? 'inspector' : 'none',
  isSidePanel,
);
export const panelWidth = remembered('panel-width', 420, isNumber);
/** Whether the Page inbox is open: the person at the keyboard then plays the human agent. */
export const inInbox = remembered('inbox', false, isBoolean);
export const lastPersonId = remembered('person', '', isString);
export const lastPageId = remembered('page', '', isString);

effect(() => {
  document.documentElement.dataset.theme = theme.value;
});
