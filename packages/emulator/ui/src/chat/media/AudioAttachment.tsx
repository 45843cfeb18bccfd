import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { IconButton } from '../../design/IconButton.js';
import { playingTime } from '../../design/time.js';
import type { MediaPayload } from './media.js';
import './audio.css';

export function AudioAttachment({ media }: { media: MediaPayload }) {
  const audio = useRef<HTMLAudioElement>(null);
  const playing = useSignal(false);
  const broken = useSignal(false);
  const position = useSignal(0);
  const duration = useSignal(0);

  const toggle = () => {
    const element = audio.current;
    if (!element) return;
    if (playing.value) element.pause();
    // Refused playback also fires `error` on the element, which is where it is shown.
    else element.play().catch(() => undefined);
  };

  return (
    <fieldset class="audio" aria-label={media.name ? `Audio ${media.name}` : 'Audio'}>
      {/* biome-ignore lint/a11y/useMediaCaption: a bot's recording comes without captions */}
      <audio
        ref={audio}
        src={media.url}
        preload="metadata"
        onPlay={() => {
          playing.value = true;
        }}
        onPause={() => {
          playing.value = false;
        }}
        onError={() => {
          broken.value = true;
        }}
        onTimeUpdate={(event) => {
          position.value = event.currentTarget.currentTime;
        }}
        onLoadedMetadata={(event) => {
          duration.value = event.currentTarget.duration;
        }}
      />
      <IconButton
        icon={playing.value ? 'pause' : 'play'}
        label={playing.value ? 'Pause' : 'Play'}
        size={18}
        disabled={broken.value}
        onClick={toggle}
      />
      <input
        type="range"
        min={0}
        max={duration.value || 1}
        step="any"
        value={position.value}
        aria-label="Position"
        aria-valuetext={`${playingTime(position.value)} of ${playingTime(duration.value)}`}
        style={{ '--played': `${(position.value / (duration.value || 1)) * 100}%` }}
        onInput={(event) => {
          if (audio.current) audio.current.currentTime = Number(event.currentTarget.value);
        }}
      />
      <span class="audio-time">
        {broken.value
          ? 'Cannot play'
          : playingTime(playing.value || position.value ? position.value : duration.value)}
      </span>
    </fieldset>
  );
}
