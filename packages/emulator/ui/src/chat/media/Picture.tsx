import { useState } from 'preact/hooks';
import { Icon } from '../../design/Icon.js';
import { safeAddress } from '../addresses.js';

/** An image that keeps its place while it loads and says so when it cannot. */
export function Picture({ src, alt, class: extra = '' }: { src: unknown; alt: string; class?: string }) {
  const address =
    safeAddress(src) ?? (typeof src === 'string' && src.startsWith('data:image/') ? src : undefined);
  const [broken, setBroken] = useState<string | undefined>();
  if (!address || broken === address) {
    return (
      <span class={`picture missing ${extra}`} role="img" aria-label={alt} title={String(src ?? '')}>
        <Icon name="image" size={24} />
        <span>Picture not available</span>
      </span>
    );
  }
  return (
    <img
      class={`picture ${extra}`}
      src={address}
      alt={alt}
      loading="lazy"
      decoding="async"
      onError={() => setBroken(address)}
    />
  );
}
