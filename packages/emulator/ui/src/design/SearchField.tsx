import { Icon } from './Icon.js';
import './search-field.css';

interface Props {
  label: string;
  placeholder: string;
  value: string;
  onSeek: (words: string) => void;
}

export function SearchField({ label, placeholder, value, onSeek }: Props) {
  return (
    <label class="search">
      <Icon name="search" size={16} />
      <input
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onInput={(event) => onSeek(event.currentTarget.value)}
      />
    </label>
  );
}
