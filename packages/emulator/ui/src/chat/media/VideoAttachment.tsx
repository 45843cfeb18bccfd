import type { MediaPayload } from './media.js';

export function VideoAttachment({ media }: { media: MediaPayload }) {
  return (
    // biome-ignore lint/a11y/useMediaCaption: a bot's video comes without captions
    <video
      class="video"
      src={media.url}
      controls
      playsInline
      preload="metadata"
      aria-label={media.name ?? 'Video'}
    />
  );
}
