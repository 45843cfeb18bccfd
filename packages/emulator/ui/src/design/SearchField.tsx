import type { Signal } from '@preact/signals';
import { Icon } from './Icon.js';
import './search-field.css';

interface Props {
  label: string;
  placeholder: string;
  sought: Signal<string>;
}

export function SearchField({ label, placeholder, sought }: Props) {
  return (
    <label class="search">
      <Icon name="search" size={16} />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={sought.value}
        onInput={(event) => {
          sought.value = event.currentTarget.value;
        }}
      />
    </label>
  );
}
