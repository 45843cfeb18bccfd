import * as build from '../../../src/messenger/messages/index.js';
import { template, type WireForms } from './wire-form.js';

/** Templates that ask for something. */
export const FORMS: WireForms = {
  'customer feedback template': [
    build.customerFeedbackTemplate({
      title: 'Rate us',
      subtitle: 'Two quick questions',
      buttonTitle: 'Rate',
      feedbackScreens: [
        {
          questions: [
            {
              id: 'q1',
              type: 'csat',
              title: 'How was it?',
              scoreLabel: 'neg_pos',
              scoreOption: 'five_stars',
              followUp: { type: 'free_form', placeholder: 'Tell us more' },
            },
          ],
        },
      ],
      businessPrivacy: { url: 'https://x/privacy' },
      expiresInDays: 3,
    }),
    template({
      template_type: 'customer_feedback',
      title: 'Rate us',
      subtitle: 'Two quick questions',
      button_title: 'Rate',
      feedback_screens: [
        {
          questions: [
            {
              id: 'q1',
              type: 'csat',
              title: 'How was it?',
              score_label: 'neg_pos',
              score_option: 'five_stars',
              follow_up: { type: 'free_form', placeholder: 'Tell us more' },
            },
          ],
        },
      ],
      business_privacy: { url: 'https://x/privacy' },
      expires_in_days: 3,
    }),
  ],
  'customer information template': [
    build.customerInformationTemplate({
      countries: ['US'],
      businessPrivacy: { url: 'https://x/privacy' },
      expiresInDays: 1,
      purpose: 'SHIPPING',
      addressOverrides: [
        { country: 'US', overrides: { postalCode: { label: 'ZIP', required: true }, street1: {} } },
      ],
      contactOverrides: [{ email: { required: true } }],
    }),
    template({
      template_type: 'customer_information',
      countries: ['US'],
      business_privacy: { url: 'https://x/privacy' },
      expires_in_days: 1,
      purpose: 'SHIPPING',
      address_overrides: [
        { country: 'US', overrides: { postal_code: { label: 'ZIP', required: true }, street_1: {} } },
      ],
      contact_overrides: [{ email: { required: true } }],
    }),
  ],
  'one-time notification request': [
    build.oneTimeNotifReqTemplate({ title: 'When it is back', payload: 'BACK' }),
    template({ template_type: 'one_time_notif_req', title: 'When it is back', payload: 'BACK' }),
  ],
  'notification messages opt-in': [
    build.notificationMessagesTemplate({
      title: 'News',
      imageUrl: 'https://x/n.png',
      imageAspectRatio: 'square',
      payload: 'NEWS',
      notificationMessagesTimezone: 'Europe/Paris',
      notificationMessagesCtaText: 'SIGN_UP',
      notificationMessagesReoptin: 'ENABLED',
    }),
    template({
      template_type: 'notification_messages',
      title: 'News',
      image_url: 'https://x/n.png',
      image_aspect_ratio: 'square',
      payload: 'NEWS',
      notification_messages_timezone: 'Europe/Paris',
      notification_messages_cta_text: 'SIGN_UP',
      notification_messages_reoptin: 'ENABLED',
    }),
  ],
  'instant form template': [
    build.instantFormTemplate('99'),
    template({ template_type: 'instant_form', form_id: '99' }),
  ],
  'template written out': [
    build.template({ templateType: 'product', elements: [{ id: '11' }] }),
    template({ template_type: 'product', elements: [{ id: '11' }] }),
  ],
};
