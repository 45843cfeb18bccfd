import type { ButtonHTMLAttributes } from 'preact';
import { Icon, type IconName } from './Icon.js';

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'icon' | 'label' | 'size'> {
  icon: IconName;
  label: string;
  size?: number;
}

/** A button that shows only a picture: its label is what tooltips and screen readers say. */
export function IconButton({ icon, label, size, class: extra, ...rest }: Props) {
  return (
    <button type="button" class={`icon-button ${extra ?? ''}`} aria-label={label} title={label} {...rest}>
      <Icon name={icon} {...(size ? { size } : {})} />
    </button>
  );
}
