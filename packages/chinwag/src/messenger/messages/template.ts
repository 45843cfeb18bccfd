import { type MessageExtras, withExtras } from './extras.js';

/** A message of text, pictures and buttons that the platform lays out. */
export interface TemplateAttachment<Payload> {
  type: 'template';
  payload: Payload;
}

export interface TemplateContent<Payload> {
  attachment: TemplateAttachment<Payload>;
}

export function templateContent<Payload extends { templateType: string }>(
  payload: Payload,
  options?: MessageExtras,
): TemplateContent<Payload> & MessageExtras {
  return withExtras({ attachment: { type: 'template', payload } }, options);
}

/** Most templates can be made so that people may pass them on. */
export interface SharableOptions {
  /** Lets people share it. Default `false`. */
  sharable?: boolean;
}
