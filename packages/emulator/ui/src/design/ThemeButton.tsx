import { type Theme, theme } from '../state/preferences.js';
import { IconButton } from './IconButton.js';

const NEXT = { system: 'light', light: 'dark', dark: 'system' } as const satisfies Record<Theme, Theme>;
const ICONS = { system: 'system', light: 'sun', dark: 'moon' } as const;

export function ThemeButton() {
  return (
    <IconButton
      icon={ICONS[theme.value]}
      label={`Theme: ${theme.value}`}
      onClick={() => {
        theme.value = NEXT[theme.value];
      }}
    />
  );
}
