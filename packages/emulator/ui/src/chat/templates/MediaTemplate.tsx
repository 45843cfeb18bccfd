import { Icon } from '../../design/Icon.js';
import { hostOf, safeAddress } from '../addresses.js';
import { ImageAttachments } from '../media/ImageAttachments.js';
import { VideoAttachment } from '../media/VideoAttachment.js';
import type { MediaTemplatePayload, TemplateProps } from './payloads.js';
import { TemplateButtons } from './TemplateButtons.js';

type MediaElement = MediaTemplatePayload['elements'][number];

/** A Facebook address is a page about the medium, not the medium: no browser could draw it as a picture. */
const isFacebookPage = (url: string) => /(^|\.)facebook\.com$/.test(hostOf(url));

function Medium({ element }: { element: MediaElement }) {
  const url = safeAddress(element.url);
  if (url && !isFacebookPage(url)) {
    return element.media_type === 'video' ? (
      <VideoAttachment media={{ url }} />
    ) : (
      <ImageAttachments images={[{ url }]} />
    );
  }
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
