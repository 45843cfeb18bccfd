import { Icon } from '../../design/Icon.js';
import { hostOf, safeAddress } from '../addresses.js';
import { ImageAttachments } from '../media/ImageAttachments.js';
import { VideoAttachment } from '../media/VideoAttachment.js';
import type { MediaTemplatePayload, TemplateProps } from './payloads.js';
import { TemplateButtons } from './TemplateButtons.js';

type MediaElement = MediaTemplatePayload['elements'][number];

function Medium({ element }: { element: MediaElement }) {
  const media = safeAddress(element.media_url);
  if (media) {
    return element.media_type === 'video' ? (
      <VideoAttachment media={{ url: media }} />
    ) : (
      <ImageAttachments images={[{ url: media }]} />
    );
  }
  // Without an attachment it is a Facebook address: a page about the medium, which no browser draws as a picture.
  const url = safeAddress(element.url);
  const about = url ? hostOf(url) : `Attachment ${element.attachment_id ?? ''}`;
  return (
    <div class="card-medium">
      <Icon name={element.media_type === 'video' ? 'play' : 'image'} size={28} />
      {url ? (
        <a href={url} target="_blank" rel="noopener noreferrer">
          {about}
        </a>
      ) : (
        <span>{about}</span>
      )}
    </div>
  );
}

export function MediaTemplate({ mid, payload }: TemplateProps<MediaTemplatePayload>) {
  const [element] = payload.elements;
  if (!element) return null;
  return (
    <div class="card media-card">
      <Medium element={element} />
      <TemplateButtons mid={mid} element={0} buttons={element.buttons} />
    </div>
  );
}
