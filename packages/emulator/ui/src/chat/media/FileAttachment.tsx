import { Icon } from '../../design/Icon.js';
import { fileSize, type MediaPayload, nameOfMedia } from './media.js';

export function FileAttachment({ media }: { media: MediaPayload }) {
  const name = nameOfMedia(media, 'File');
  const about = [media.size === undefined ? '' : fileSize(media.size), media.mime_type ?? ''].filter(Boolean);
  return (
    <a class="file" href={media.url} download={name} aria-label={`Download ${name}`}>
      <span class="file-icon">
        <Icon name="file" />
      </span>
      <span class="file-name">{name}</span>
      <span class="file-about">{about.join(' · ') || 'File'}</span>
    </a>
  );
}
