import { type Case, SUCCESS } from './case.js';

export const templateCases: Case[] = [
  {
    name: 'getUtilityTemplates',
    args: [{ status: ['APPROVED', 'PENDING'], nameOrContent: 'order', limit: 5 }],
    sends: {
      method: 'GET',
      path: 'me/message_templates',
      query: { status: 'APPROVED,PENDING', name_or_content: 'order', limit: 5 },
    },
    reads: [
      [
        {
          data: [
            { id: '104', name: 'order', status: 'APPROVED', parameter_format: 'NAMED', language_count: 1 },
          ],
        },
        {
          data: [
            { id: '104', name: 'order', status: 'APPROVED', parameterFormat: 'NAMED', languageCount: 1 },
          ],
          paging: {},
        },
      ],
    ],
  },
  {
    name: 'createUtilityTemplate',
    args: [
      {
        name: 'order_update',
        language: 'en',
        parameterFormat: 'NAMED',
        components: [
          { type: 'HEADER', format: 'TEXT', text: 'Order' },
          {
            type: 'BODY',
            text: 'Order {{order_id}} is on its way.',
            example: { bodyTextNamedParams: [{ paramName: 'order_id', example: '566701' }] },
          },
          {
            type: 'BUTTONS',
            buttons: [
              { type: 'POSTBACK', text: 'Details', payload: 'order_{{order_id}}' },
              { type: 'URL', text: 'Track', url: 'https://x.example/{{1}}', example: ['1'] },
            ],
          },
        ],
      },
    ],
    sends: {
      method: 'POST',
      path: 'me/message_templates',
      body: {
        name: 'order_update',
        language: 'en',
        category: 'UTILITY',
        parameter_format: 'NAMED',
        components: [
          { type: 'HEADER', format: 'TEXT', text: 'Order' },
          {
            type: 'BODY',
            text: 'Order {{order_id}} is on its way.',
            example: { body_text_named_params: [{ param_name: 'order_id', example: '566701' }] },
          },
          {
            type: 'BUTTONS',
            buttons: [
              { type: 'POSTBACK', text: 'Details', payload: 'order_{{order_id}}' },
              { type: 'URL', text: 'Track', url: 'https://x.example/{{1}}', example: ['1'] },
            ],
          },
        ],
      },
    },
    reads: [
      [
        { id: '104', status: 'APPROVED', category: 'UTILITY' },
        { id: '104', status: 'APPROVED', category: 'UTILITY' },
      ],
    ],
  },
  {
    name: 'createUtilityTemplate',
    args: [
      {
        name: 'order_update',
        language: 'en',
        libraryTemplateName: 'order_1',
        libraryTemplateButtonInputs: [{ type: 'URL', url: { base_url: 'https://x.example' } }],
      },
    ],
    sends: {
      method: 'POST',
      path: 'me/message_templates',
      body: {
        name: 'order_update',
        language: 'en',
        category: 'UTILITY',
        library_template_name: 'order_1',
        library_template_button_inputs: [{ type: 'URL', url: { base_url: 'https://x.example' } }],
      },
    },
    reads: [],
  },
  {
    name: 'deleteUtilityTemplate',
    args: ['order_update', { templateId: '104' }],
    sends: {
      method: 'DELETE',
      path: 'me/message_templates',
      query: { name: 'order_update', template_id: '104' },
    },
    reads: SUCCESS,
  },
  {
    name: 'getUtilityTemplateLibrary',
    args: [{ nameOrContent: 'order', language: 'en' }],
    sends: {
      method: 'GET',
      path: 'message_template_library',
      query: { name_or_content: 'order', language: 'en' },
    },
    reads: [[{ data: [{ name: 'order_1', body_params: [] }] }, [{ name: 'order_1', bodyParams: [] }]]],
  },
];
