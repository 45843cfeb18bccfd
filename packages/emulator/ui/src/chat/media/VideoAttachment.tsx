import { useSignal } from '@preact/signals';
import { Icon } from '../../design/Icon.js';
import type { MediaPayload } from './media.js';

export function VideoAttachment({ media }: { media: MediaPayload }) {
  const broken = useSignal(false);
  if (broken.value) {
    return (
      <p class="video missing">
        <Icon name="play" size={28} />
        This video cannot be played
      </p>
    );
  }
  return (
    // biome-ignore lint/a11y/useMediaCaption: a bot's video comes without captions
    <video
      class="video"
      src={media.url}
      controls
      playsInline
      preload="metadata"
      aria-label={media.name ?? 'Video'}
      onError={() => {
        broken.value = true;
      }}
    />
  );
}
